-- A collection as large as the register beside it: :records items with
-- :versions revisions, and indexes on what its pages ask by.
-- sqlite3 DATABASE '.param set :records 300000' '.param set :versions 1000000' '.read bench/load_directus.sql'
PRAGMA synchronous = OFF;
BEGIN;
CREATE TEMP TABLE partner(n INTEGER PRIMARY KEY, code TEXT);
INSERT INTO partner VALUES(0, 'LAO'), (1, 'KHM'), (2, 'CHN'), (3, 'USA'),
  (4, 'JPN'), (5, 'IND'), (6, 'AUS'), (7, 'RUS'), (8, 'KOR'), (9, 'FRA'),
  (10, 'IDN'), (11, 'PHL'), (12, 'SGP'), (13, 'THA'), (14, 'NZL'), (15, 'GBR');
WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < :records)
INSERT INTO activities(id, title, status, partner, start, place)
SELECT n, 'Deed ' || n || ' of the bench', CASE n % 3 WHEN 0 THEN 'held' ELSE 'proposed' END,
  (SELECT code FROM partner p WHERE p.n = (i.n * 31) % 16),
  date('2021-01-01', '+' || ((n * 7919) % 1826) || ' days'), 'Ha Noi' FROM i;
WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < :versions)
INSERT INTO directus_activity(id, action, collection, item)
SELECT 1000 + n, 'update', 'activities', 1 + n % :records FROM i;
WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < :versions)
INSERT INTO directus_revisions(activity, collection, item, data, delta)
SELECT 1000 + n, 'activities', 1 + n % :records,
  json_object('place', 'Room ' || n % 1000), json_object('place', 'Room ' || n % 1000) FROM i;
CREATE INDEX activities_partner ON activities(partner, start);
CREATE INDEX activities_start ON activities(start);
COMMIT;
