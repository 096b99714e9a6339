-- Disables the transaction timeout of this session. Since version 17.
SET transaction_timeout = 0;
