-- A ticket tracker as large as the register beside it: :records tickets with
-- :versions changes. Written into the tables that its pages read.
-- sqlite3 REPOSITORY '.param set :records 300000' '.param set :versions 1000000' '.read bench/load_fossil.sql'
PRAGMA synchronous = OFF;
BEGIN;
CREATE TEMP TABLE partner(n INTEGER PRIMARY KEY, code TEXT);
INSERT INTO partner VALUES(0, 'LAO'), (1, 'KHM'), (2, 'CHN'), (3, 'USA'),
  (4, 'JPN'), (5, 'IND'), (6, 'AUS'), (7, 'RUS'), (8, 'KOR'), (9, 'FRA'),
  (10, 'IDN'), (11, 'PHL'), (12, 'SGP'), (13, 'THA'), (14, 'NZL'), (15, 'GBR');
WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < :records)
INSERT INTO ticket(tkt_id, tkt_uuid, tkt_mtime, tkt_ctime, type, status,
  subsystem, priority, severity, title, comment)
SELECT n, lower(hex(randomblob(20))), 2459215.5 + (n * 7919) % 1826,
  2459215.5 + (n * 7919) % 1826, 'visit', 'Open',
  (SELECT code FROM partner p WHERE p.n = (i.n * 31) % 16), 'Medium', 'Minor',
  'Deed ' || n || ' of the bench', 'Ha Noi' FROM i;
WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < :versions)
INSERT INTO blob(rid, rcvid, size, uuid, content)
SELECT 1000 + n, 1, 0, lower(hex(randomblob(20))), x'00000000' FROM i;
WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < :versions)
INSERT INTO ticketchng(tkt_id, tkt_rid, tkt_mtime, tkt_user, login, icomment)
SELECT 1 + n % :records, 1000 + n, 2459215.5 + n * 0.0018, 'bench', 'bench', 'moved' FROM i;
WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < :versions)
INSERT INTO event(type, mtime, objid, user, comment)
SELECT 't', 2459215.5 + n * 0.0018, 1000 + n, 'bench', 'Deed ' || n || ' moved' FROM i;
INSERT INTO reportfmt(rn, owner, title, mtime, sqlcode)
VALUES(2, 'bench', 'Latest fifty', 0, 'SELECT tkt_uuid AS "#", title, status, subsystem, datetime(tkt_mtime) AS "When" FROM ticket ORDER BY tkt_mtime DESC LIMIT 50'),
  (3, 'bench', 'One partner', 0, 'SELECT tkt_uuid AS "#", title, status, datetime(tkt_mtime) AS "When" FROM ticket WHERE subsystem = ''AUS'' ORDER BY tkt_mtime DESC LIMIT 50');
COMMIT;
