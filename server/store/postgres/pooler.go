package postgres

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"
)

// execMode is the parameter of a URL that says how pgx speaks to the server.
const execMode = "default_query_exec_mode"

// throughPooler returns a URL that works through a pooler of connections. pgx
// keeps statements prepared, which one that pools transactions (PgBouncer before
// 1.21, and others) loses: the next transaction is on another connection. Whoever
// has named a mode knows better.
func throughPooler(ctx context.Context, url string) string {
	if strings.Contains(url, execMode+"=") || !pooled(ctx, url) {
		return url
	}
	mark := "?"
	if strings.Contains(url, "?") {
		mark = "&"
	}
	return url + mark + execMode + "=exec"
}

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
