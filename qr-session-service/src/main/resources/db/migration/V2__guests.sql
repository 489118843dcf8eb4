-- Who may scan besides the enterprise's people: a list of {personId, enterpriseId}.
alter table qr_session add column guests jsonb not null default '[]';
