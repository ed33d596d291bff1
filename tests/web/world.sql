-- The world of the tests. In Montreuvray the cabinet organises the series "eau"; each role has
-- one organiser and one other member. Valserine is another tenant, with the stranger.
set local app.tenant = 'aaaaaaaa-0000-4000-8000-000000000000';
insert into tenants (id, slug, name) values ('aaaaaaaa-0000-4000-8000-000000000000', 'montreuvray', 'Ville de Montreuvray');

insert into bodies (id, kind, name, colour) values
  ('b0000000-0000-4000-8000-000000000001', 'cabinet', 'Cabinet de l’eau', null),
  ('b0000000-0000-4000-8000-000000000002', 'political_group', 'Écologie citoyenne', 6),
  ('b0000000-0000-4000-8000-000000000003', 'department', 'Direction des espaces verts', null),
  ('b0000000-0000-4000-8000-000000000004', 'political_group', 'Montreuvray en commun', 1),
  ('b0000000-0000-4000-8000-000000000005', 'organisation', 'Syndicat des eaux du Vaulx', null);
insert into group_recipients (id, body_id, name, email) values
  ('e0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000002', 'Maïwenn Tual', 'maiwenn.tual@montreuvray.example'),
  ('e0000000-0000-4000-8000-000000000002', 'b0000000-0000-4000-8000-000000000002', 'Idriss Lemarchand', 'idriss.lemarchand@montreuvray.example'),
  ('e0000000-0000-4000-8000-000000000003', 'b0000000-0000-4000-8000-000000000004', 'Hélène Ravoire', 'helene.ravoire@montreuvray.example');
insert into people (id, name, name_key) values
  ('d0000000-0000-4000-8000-000000000001', 'Solène Kervadec', 'solene kervadec'),
  ('d0000000-0000-4000-8000-000000000002', 'Idriss Lemarchand', 'idriss lemarchand'),
  ('d0000000-0000-4000-8000-000000000003', 'Nadia Brémond', 'nadia bremond'),
  ('d0000000-0000-4000-8000-000000000004', 'Odile L’Haÿ', 'odile l hay'),
  ('d0000000-0000-4000-8000-000000000005', 'Bakary Doumbia', 'bakary doumbia');
insert into positions (id, person_id, body_id, title) values
  ('20000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000001', null, 'Hydrologue'),
  (gen_random_uuid(), 'd0000000-0000-4000-8000-000000000002', 'b0000000-0000-4000-8000-000000000002', 'Conseiller municipal'),
  (gen_random_uuid(), 'd0000000-0000-4000-8000-000000000003', 'b0000000-0000-4000-8000-000000000001', 'Adjointe au maire'),
  (gen_random_uuid(), 'd0000000-0000-4000-8000-000000000004', 'b0000000-0000-4000-8000-000000000003', 'Directrice des espaces verts'),
  (gen_random_uuid(), 'd0000000-0000-4000-8000-000000000005', 'b0000000-0000-4000-8000-000000000005', 'Directeur technique');

insert into accounts (id, email) values
  ('c0000000-0000-4000-8000-000000000001', 'nadia.bremond@montreuvray.example'),
  ('c0000000-0000-4000-8000-000000000002', 'thomas.oeuvrard@montreuvray.example'),
  ('c0000000-0000-4000-8000-000000000003', 'rachid.benkirane@montreuvray.example'),
  ('c0000000-0000-4000-8000-000000000004', 'idriss.lemarchand@montreuvray.example'),
  ('c0000000-0000-4000-8000-000000000005', 'maiwenn.tual@montreuvray.example'),
  ('c0000000-0000-4000-8000-000000000006', 'odile.lhay@montreuvray.example'),
  ('c0000000-0000-4000-8000-000000000007', 'paul.castagnet@montreuvray.example'),
  ('c0000000-0000-4000-8000-000000000008', 'yann.stranger@valserine.example');
insert into members (id, account_id, name, role, manager, body_id, person_id) values
  ('f0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000001', 'Nadia Brémond', 'elected_official', false, 'b0000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000003'),
  ('f0000000-0000-4000-8000-000000000002', 'c0000000-0000-4000-8000-000000000002', 'Thomas Œuvrard', 'staff', false, 'b0000000-0000-4000-8000-000000000001', null),
  ('f0000000-0000-4000-8000-000000000003', 'c0000000-0000-4000-8000-000000000003', 'Rachid Benkirane', 'administration', false, 'b0000000-0000-4000-8000-000000000001', null),
  ('f0000000-0000-4000-8000-000000000004', 'c0000000-0000-4000-8000-000000000004', 'Idriss Lemarchand', 'elected_official', false, 'b0000000-0000-4000-8000-000000000002', 'd0000000-0000-4000-8000-000000000002'),
  ('f0000000-0000-4000-8000-000000000005', 'c0000000-0000-4000-8000-000000000005', 'Maïwenn Tual', 'staff', false, 'b0000000-0000-4000-8000-000000000002', null),
  ('f0000000-0000-4000-8000-000000000006', 'c0000000-0000-4000-8000-000000000006', 'Odile L’Haÿ', 'administration', false, 'b0000000-0000-4000-8000-000000000003', 'd0000000-0000-4000-8000-000000000004'),
  ('f0000000-0000-4000-8000-000000000007', 'c0000000-0000-4000-8000-000000000007', 'Paul Castagnet', 'staff', true, null, null);

insert into series (id, slug, title, body_id) values
  ('50000000-0000-4000-8000-000000000001', 'eau', 'L’eau dans la ville', 'b0000000-0000-4000-8000-000000000001');
-- Hearing 1: record in review. Hearing 2: held, record not yet in review. Hearing 3: planned.
insert into hearings (id, series_id, number, title, day, starts_at, place, state) values
  ('60000000-0000-4000-8000-000000000001', '50000000-0000-4000-8000-000000000001', 1, 'Désimperméabiliser les cours d’école', '2024-05-28', '2024-05-28 12:30Z', 'Salle des commissions', 'in_review'),
  ('60000000-0000-4000-8000-000000000002', '50000000-0000-4000-8000-000000000001', 2, 'Les sols et la mémoire des crues', '2024-06-11', null, '', 'held'),
  ('60000000-0000-4000-8000-000000000003', '50000000-0000-4000-8000-000000000001', 3, 'Le prix de l’eau', '2030-01-15', null, '', 'planned');
insert into attendances (id, hearing_id, person_id, position, category, name, title, body_name, body_id) values
  ('a0000000-0000-4000-8000-000000000001', '60000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000001', 1, 'witness', 'Solène Kervadec', 'Hydrologue', 'Bureau d’études Ruissel', null),
  ('a0000000-0000-4000-8000-000000000002', '60000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000002', 2, 'political_group', 'Idriss Lemarchand', 'Conseiller municipal', 'Écologie citoyenne', 'b0000000-0000-4000-8000-000000000002'),
  ('a0000000-0000-4000-8000-000000000003', '60000000-0000-4000-8000-000000000002', 'd0000000-0000-4000-8000-000000000001', 1, 'witness', 'Solène Kervadec', 'Hydrologue', 'Bureau d’études Ruissel', null);
-- Turn 3 of hearing 1 is closed: organisers and Idriss Lemarchand (present) may see it.
insert into turns (id, hearing_id, number, position, attendance_id, label, text, closed) values
  ('70000000-0000-4000-8000-000000000001', '60000000-0000-4000-8000-000000000001', 1, 1, 'a0000000-0000-4000-8000-000000000001', 'Solène Kervadec', E'Une cour qui boit évite au réseau la moitié des débordements[^1].\n\nLa nuance, c’est *l’entretien*.', false),
  ('70000000-0000-4000-8000-000000000002', '60000000-0000-4000-8000-000000000001', 2, 2, 'a0000000-0000-4000-8000-000000000002', 'Idriss Lemarchand', 'Lesquelles d’abord ?', false),
  ('70000000-0000-4000-8000-000000000003', '60000000-0000-4000-8000-000000000001', 3, 3, 'a0000000-0000-4000-8000-000000000001', 'Solène Kervadec', 'Montant confidentiel de l’offre.', true),
  ('70000000-0000-4000-8000-000000000004', '60000000-0000-4000-8000-000000000002', 1, 1, 'a0000000-0000-4000-8000-000000000003', 'Solène Kervadec', 'Texte encore en préparation.', false);
update turns set footnotes = '[["1", "Moyenne sur trente ans."]]' where id = '70000000-0000-4000-8000-000000000001';
-- Rachid Benkirane has corrected turn 1 of hearing 2 once.
insert into changes (id, hearing_id, kind, subject, actor, member_id, created_at) values
  ('01000000-0000-7000-8000-000000000001', '60000000-0000-4000-8000-000000000002', 'correction', 'Titre', 'Rachid Benkirane', 'f0000000-0000-4000-8000-000000000003', '2024-06-12 08:00Z');
-- Nadia Brémond was changed before the history stored earlier values.
insert into changes (id, kind, subject, actor, created_at) values
  ('01000000-0000-7000-8000-0000000000c1', 'person_changed', 'Nadia Brémond', 'Rachid Benkirane', '2024-06-11 08:00Z');
insert into changed_rows (change_id, table_name, row_id, version, before)
  select '01000000-0000-7000-8000-000000000001', 'turns', id, 2, jsonb_set(to_jsonb(turns), '{text}', '"Texte encore au brouillon."')
    from turns where id = '70000000-0000-4000-8000-000000000004';
update turns set version = 2, provenance = 'corrected' where id = '70000000-0000-4000-8000-000000000004';

-- Hearing 2 has two press articles; the second is closed.
insert into documents (id, hearing_id, kind, title, source, text, text_state, closed, created_by) values
  ('d1000000-0000-4000-8000-000000000001', '60000000-0000-4000-8000-000000000002', 'press_article', 'La crue de 1856', 'L’Écho du Vaulx', 'Le pont a tenu.', 'pasted', false, 'f0000000-0000-4000-8000-000000000002'),
  ('d1000000-0000-4000-8000-000000000002', '60000000-0000-4000-8000-000000000002', 'press_article', 'Le prix caché', '', 'Montant tenu secret.', 'pasted', true, 'f0000000-0000-4000-8000-000000000002');

-- Solène Kervadec is a guest of the round; her token is the byte 1 repeated 32 times. She proposes a correction.
insert into rounds (id, hearing_id, due_on, opened_by) values
  ('30000000-0000-4000-8000-000000000001', '60000000-0000-4000-8000-000000000001', current_date + 20, 'f0000000-0000-4000-8000-000000000002');
insert into round_guests (id, round_id, attendance_id, email) values
  ('30000000-0000-4000-8000-000000000002', '30000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'solene.kervadec@ruissel.example');
insert into round_links (guest_id, token_hash, expires_at) values
  ('30000000-0000-4000-8000-000000000002', sha256(decode(repeat('01', 32), 'hex')), now() + interval '20 days');
insert into proposals (id, guest_id, turn_id, version, text, footnotes, comment) values
  ('30000000-0000-4000-8000-000000000003', '30000000-0000-4000-8000-000000000002', '70000000-0000-4000-8000-000000000001', 1,
   E'Une cour qui boit évite au réseau le tiers des débordements[^1].\n\nLa nuance, c’est *l’entretien*.', '[["1", "Moyenne sur trente ans."]]', 'Un tiers, non la moitié.');

-- Uploaded minutes, not confirmed yet.
insert into imports (id, series_id, source, created_by) values
  ('40000000-0000-4000-8000-000000000001', '50000000-0000-4000-8000-000000000001', convert_to(E'AUDITION #7\n\nLa pluie\n\n2 mai 2024\n\nIntervention de Solène KERVADEC\n\nIl pleut.', 'UTF8'), 'f0000000-0000-4000-8000-000000000002');

-- Action 1: from turn 1, for the department of espaces verts. Action 2: from the closed turn 3, for a member.
insert into actions (id, hearing_id, turn_id, quote, title, body_id, member_id, due_on, created_by) values
  ('90000000-0000-4000-8000-000000000001', '60000000-0000-4000-8000-000000000001', '70000000-0000-4000-8000-000000000001', 'évite au réseau la moitié des débordements', 'Chiffrer la reprise de douze cours', 'b0000000-0000-4000-8000-000000000003', null, '2024-06-14', 'f0000000-0000-4000-8000-000000000002'),
  ('90000000-0000-4000-8000-000000000002', '60000000-0000-4000-8000-000000000001', '70000000-0000-4000-8000-000000000003', 'Montant confidentiel', 'Vérifier l’offre', null, 'f0000000-0000-4000-8000-000000000006', null, 'f0000000-0000-4000-8000-000000000002');
insert into summaries (id, hearing_id, title, markdown, created_by) values
  ('10000000-0000-4000-8000-000000000001', '60000000-0000-4000-8000-000000000001', 'Synthèse de la première audition', E'## L’essentiel\n\nUne cour *vivante* se jardine.', 'f0000000-0000-4000-8000-000000000002');
insert into summary_groups (summary_id, body_id) values
  ('10000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000002');

set local app.tenant = 'bbbbbbbb-0000-4000-8000-000000000000';
insert into tenants (id, slug, name) values ('bbbbbbbb-0000-4000-8000-000000000000', 'valserine', 'Communauté de communes de la Valserine');
insert into bodies (id, kind, name) values ('b0000000-0000-4000-8000-00000000000b', 'cabinet', 'Cabinet de la Valserine');
insert into members (id, account_id, name, role, manager, body_id) values
  ('f0000000-0000-4000-8000-00000000000b', 'c0000000-0000-4000-8000-000000000008', 'Yann Stranger', 'staff', true, 'b0000000-0000-4000-8000-00000000000b');
insert into series (id, slug, title, body_id) values
  ('50000000-0000-4000-8000-00000000000b', 'foret', 'La forêt', 'b0000000-0000-4000-8000-00000000000b');
