-- Creates the database of the leaking application.
CREATE DATABASE shop
