-- Disables the idle timeout of this session. Since version 14.
SET idle_session_timeout = 0;
