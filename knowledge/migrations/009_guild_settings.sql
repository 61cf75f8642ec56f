-- What was chosen in a guild is one value.
INSERT OR REPLACE INTO settings (guild_id, key, value)
SELECT guild_id, 'guild', json_patch(
    coalesce(max(iif(key = 'preferences' AND json_valid(value), value, NULL)), '{}'),
    json_object(
        'team_role', max(iif(key = 'team_role' AND value GLOB '[1-9]*' AND value NOT GLOB '*[^0-9]*', CAST(value AS INTEGER), NULL)),
        'rules', json(max(iif(key = 'answers' AND json_valid(value), value, NULL)))
    )
)
FROM settings WHERE key IN ('preferences', 'team_role', 'answers') AND guild_id <> 0 GROUP BY guild_id;

DELETE FROM settings WHERE key IN ('preferences', 'team_role', 'answers') AND guild_id <> 0;
