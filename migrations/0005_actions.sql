-- Handing an action over keeps who had it and who has it, in the words of that
-- day: members and bodies may change their names later.
alter table action_updates
    add column from_whom text not null default '' check (length(from_whom) <= 500),
    add column to_whom   text not null default '' check (length(to_whom) <= 500);

-- A page of a register is cut from an index alone, whatever is asked: mine, my
-- body's or all; to do by day, or done with the latest first.
drop index actions_by_body, actions_by_member, actions_by_due;
create index actions_to_do on actions (tenant_id, due_on, id) where state <> 'done';
create index actions_to_do_by_body on actions (tenant_id, body_id, due_on, id) where state <> 'done';
create index actions_to_do_by_member on actions (tenant_id, member_id, due_on, id) where state <> 'done';
create index actions_done on actions (tenant_id, closed_at, id) where state = 'done';
create index actions_done_by_body on actions (tenant_id, body_id, closed_at, id) where state = 'done';
create index actions_done_by_member on actions (tenant_id, member_id, closed_at, id) where state = 'done';
