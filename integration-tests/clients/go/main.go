// The client of docs/connecting.md in Go: pgx by the variables of libpq and by the URI, or go-sql-driver/mysql by a DSN.
package main

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"os"

	_ "github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgxpool"
)

func main() {
	if dsn := os.Getenv("MYSQL_DSN"); dsn != "" {
		byDSN(dsn)
		return
	}
	for _, conninfo := range []string{"", os.Getenv("DATABASE_URL")} {
		byPool(conninfo)
	}
}

func byDSN(dsn string) {
	db, err := sql.Open("mysql", dsn)
	check(err)
	defer db.Close()
	_, err = db.Exec("CREATE TABLE IF NOT EXISTS made_by_go (id int)")
	check(err)
	var who string
	check(db.QueryRow(os.Getenv("WHO")).Scan(&who))
	fmt.Println("logged in as", who)
}

func byPool(conninfo string) {
	ctx := context.Background()
	pool, err := pgxpool.New(ctx, conninfo)
	check(err)
	defer pool.Close()
	_, err = pool.Exec(ctx, "CREATE TABLE IF NOT EXISTS made_by_go (id int)")
	check(err)
	var who string
	check(pool.QueryRow(ctx, os.Getenv("WHO")).Scan(&who))
	fmt.Println("logged in as", who)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
