-- Who made a link or a key, by more than a name that several may have: both end with the right to make them.
ALTER TABLE invitations ADD COLUMN created_by_id uuid;
ALTER TABLE api_keys ADD COLUMN created_by_id uuid;

-- What was made before, where the name is one member's alone.
UPDATE invitations i SET created_by_id = m.id FROM members m
WHERE m.name = i.created_by AND NOT EXISTS (SELECT 1 FROM members o WHERE o.name = m.name AND o.id <> m.id);
UPDATE api_keys k SET created_by_id = m.id FROM members m
WHERE m.name = k.created_by AND NOT EXISTS (SELECT 1 FROM members o WHERE o.name = m.name AND o.id <> m.id);
