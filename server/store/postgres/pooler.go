package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// execMode is the parameter of a URL that says how pgx speaks to the server: who
// has named a mode knows better. pgx keeps statements prepared, which a pooler of
// transactions (PgBouncer before 1.21, and others) loses: the next transaction is
// on another connection.
const execMode = "default_query_exec_mode"

// pooled reports whether somebody is between us and the server: the process that
// the connection was said to be of is not the one that answers. Who cannot be
// reached is not: opening tells.
func pooled(ctx context.Context, url string) bool {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return false
	}
	defer func() { _ = conn.Close(ctx) }()
	var process uint32
	err = conn.QueryRow(ctx, "SELECT pg_backend_pid()", pgx.QueryExecModeSimpleProtocol).Scan(&process)
	return err == nil && process != conn.PgConn().PID()
}
