CREATE TABLE records (
 partition BLOB NOT NULL, sort BLOB NOT NULL, value BLOB NOT NULL,
 version INTEGER NOT NULL, expires_at INTEGER NOT NULL,
 PRIMARY KEY (partition, sort)) WITHOUT ROWID;
INSERT INTO records VALUES (x'70', x'61', x'6f6c64', 7, 0);
INSERT INTO records VALUES (x'70', x'6200', x'ff00', 1, 4102444800000);
INSERT INTO records VALUES (x'70', x'63', x'676f6e65', 1, 1000);
PRAGMA application_id = 1096043602;
PRAGMA user_version = 1;
