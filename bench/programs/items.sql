CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, price INTEGER, kind INTEGER);
BEGIN;
-- rows
COMMIT;
CREATE INDEX item_price ON item (price);
CREATE INDEX item_name ON item (name);
CREATE TEMP TABLE kind AS
    SELECT kind, count(*) AS items, group_concat(name) AS names FROM item GROUP BY kind;
SELECT length(names) FROM kind ORDER BY items, kind;
SELECT a.name, b.name FROM item a JOIN item b ON a.price = b.price AND a.id < b.id
    WHERE a.kind = 7 ORDER BY a.name || b.name;
SELECT upper(name) || ':' || printf('%08d', price) FROM item WHERE name LIKE '%ab%' ORDER BY 1;
UPDATE item SET name = replace(name, 'name', 'item') WHERE price % 3 = 0;
DELETE FROM item WHERE kind BETWEEN 20 AND 40;
SELECT json_group_array(json_object('name', name, 'price', price)) FROM item GROUP BY kind;
