-- Makes each commit of this session survive a crash of the server.
SET synchronous_commit = local
