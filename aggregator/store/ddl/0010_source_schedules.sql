alter table sources add column every_seconds integer not null default 21600;
