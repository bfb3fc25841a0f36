-- Who made a link or a key, by more than a name that several may have: both end with the right to make them.
ALTER TABLE invitations ADD COLUMN created_by_id uuid;
ALTER TABLE api_keys ADD COLUMN created_by_id uuid;

-- What was made before, where the name is one member's alone.
UPDATE invitations i SET created_by_id = m.id FROM members m
WHERE m.name = i.created_by AND m.name NOT IN ('this machine', 'the command line', 'the start') AND NOT EXISTS (SELECT 1 FROM members o WHERE o.name = m.name AND o.id <> m.id);
UPDATE api_keys k SET created_by_id = m.id FROM members m
WHERE m.name = k.created_by AND m.name NOT IN ('this machine', 'the command line', 'the start') AND NOT EXISTS (SELECT 1 FROM members o WHERE o.name = m.name AND o.id <> m.id);

-- Of who is disabled already they end now, as they do from here on with whoever is disabled. Nobody who is no admin any more could be
-- told from who never was one: what those made goes on until an admin ends it.
DELETE FROM invitations i USING members m WHERE m.id = i.created_by_id AND m.disabled_at IS NOT NULL;
WITH ended AS (
  UPDATE api_keys k SET revoked_at = clock_timestamp() FROM members m
  WHERE m.id = k.created_by_id AND m.disabled_at IS NOT NULL AND k.revoked_at IS NULL RETURNING k.name
)
INSERT INTO audit (id, at, actor, actor_id, action, target, detail, address)
SELECT gen_random_uuid(), clock_timestamp(), 'Portline', NULL, 'key_revoked', name, 'made by a member who is disabled', NULL FROM ended;
