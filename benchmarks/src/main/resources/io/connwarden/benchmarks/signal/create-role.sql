-- Creates the role of the leaking application. The actuator does not end sessions of a superuser.
CREATE ROLE leak LOGIN
