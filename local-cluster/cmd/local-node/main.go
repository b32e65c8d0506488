// Command local-node is a Kubernetes node that runs pods as processes of this
// machine: no images, no containers, no root.
//
// It consists of two processes: the first one only guards the second, so that
// whatever happens to it, nothing of what it started stays behind.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"db-operator/local-cluster/internal/guard"
)

// guarded is the first argument of the guarded process.
const guarded = "guarded"

func main() {
	if len(os.Args) > 1 && os.Args[1] == guarded {
		os.Exit(node(os.Args[2:]))
	}
	if _, err := parseOptions(os.Args[1:]); err != nil {
		fail(err)
	}
	self, err := os.Executable()
	if err != nil {
		fail(err)
	}
	code, err := guard.Run(append([]string{self, guarded}, os.Args[1:]...))
	if err != nil {
		fail(err)
	}
	os.Exit(code)
}

func node(arguments []string) int {
	options, err := parseOptions(arguments)
	if err != nil {
		fail(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, options); err != nil {
		slog.Error("the node ends", "error", err)
		return 1
	}
	return 0
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "local-node:", err)
	os.Exit(2)
}
