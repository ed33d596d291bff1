-- When a worker last tried a delivery: beside the server's last words stands their time.
alter table deliveries add column last_attempt_at timestamptz;
