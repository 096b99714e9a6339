CREATE TABLE purchase (request integer NOT NULL);
CREATE TABLE total (purchases integer NOT NULL);
INSERT INTO total VALUES (0);
