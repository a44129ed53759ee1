#include <libpq-fe.h>

/* Swift does not see macros that are characters. */
static const int strata_pg_diag_sqlstate = PG_DIAG_SQLSTATE;
static const int strata_pg_diag_message_primary = PG_DIAG_MESSAGE_PRIMARY;
