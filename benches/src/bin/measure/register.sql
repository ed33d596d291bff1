-- A large register: a series of a thousand hearings, ten thousand people, and hearing 1001, which
-- is measured.
set local app.tenant = 'aaaaaaaa-0000-4000-8000-000000000000';
insert into tenants (id, slug, name) values
  ('aaaaaaaa-0000-4000-8000-000000000000', 'morvence', 'Ville de Morvence');
insert into bodies (id, kind, name, colour) values
  ('b0000000-0000-4000-8000-000000000001', 'cabinet', 'Cabinet de l’eau', null),
  ('b0000000-0000-4000-8000-000000000002', 'political_group', 'Groupe Morvence Solidaire', 1),
  ('b0000000-0000-4000-8000-000000000003', 'political_group', 'Groupe Cap au Large', 4),
  ('b0000000-0000-4000-8000-000000000004', 'political_group', 'Groupe Port et Collines', 6),
  ('b0000000-0000-4000-8000-000000000005', 'department', 'Direction de la voirie et des réseaux', null);

insert into people (id, name, name_key)
select ('d0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Personne ' || n, 'personne ' || n
  from generate_series(1, 10000) n;

insert into accounts (id, email) values
  ('c0000000-0000-4000-8000-000000000001', 'leonie.garrec@morvence.example');
insert into members (id, account_id, name, role, body_id) values
  ('f0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000001', 'Léonie Garrec', 'staff',
   'b0000000-0000-4000-8000-000000000001');

insert into series (id, slug, title, body_id) values
  ('50000000-0000-4000-8000-000000000001', 'eau', 'Acteurs de l’eau', 'b0000000-0000-4000-8000-000000000001');
insert into hearings (id, series_id, number, title, day, starts_at, place, state)
select ('60000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, '50000000-0000-4000-8000-000000000001', n,
       case n when 1001 then 'La ville et la pluie' else 'Audition ' || n end,
       date '2021-01-04' + n, null, 'Salle des commissions', 'in_review'
  from generate_series(1, 1001) n;
update hearings set starts_at = day + time '12:30' where number = 1001;

insert into attendances (id, hearing_id, person_id, position, category, name, title)
select gen_random_uuid(), h.id, p.id, k, 'witness', p.name, 'Témoin'
  from hearings h, generate_series(1, 13) k,
       lateral (select * from people
                 where name_key = 'personne ' || ((h.number * 13 + k) % 10000 + 1) limit 1) p
 where h.number <= 1000;
insert into turns (id, hearing_id, number, position, attendance_id, label, text)
select gen_random_uuid(), h.id, k, k, a.id, a.name, repeat('Une phrase de plus au registre. ', 10)
  from hearings h, generate_series(1, 37) k,
       lateral (select * from attendances where hearing_id = h.id and position = k % 13 + 1) a
 where h.number <= 1000;
update turns t set footnotes = jsonb_build_array(jsonb_build_array(t.number::text, 'Une note.')) where t.number % 4 = 1;
insert into actions (id, hearing_id, turn_id, title, body_id, created_by)
select gen_random_uuid(), t.hearing_id, t.id, 'Une suite', 'b0000000-0000-4000-8000-000000000005',
       'f0000000-0000-4000-8000-000000000001'
  from turns t where t.number % 12 = 1;

-- Hearing 1002: ten thousand turns of two hundred words; a few contain a rare word.
insert into hearings (id, series_id, number, title, day, state) values
  ('60000000-0000-4000-8000-000000001002', '50000000-0000-4000-8000-000000000001', 1002, 'Toute la ville parle', '2024-01-04', 'in_review');
insert into turns (id, hearing_id, number, position, label, text)
select gen_random_uuid(), '60000000-0000-4000-8000-000000001002', k, k, 'Une voix',
       repeat('Une phrase de dix mots tient dans le registre aussi. ', 20) || case k % 500 when 7 then 'rhizome' else '' end
  from generate_series(1, 10000) k;
