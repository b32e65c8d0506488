// Command control-plane holds etcd, kube-apiserver and those controllers of
// Kubernetes that the local cluster needs, in one binary: linking the shared
// packages once keeps the build and the file small. The first argument chooses
// which one to be.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // CronJobs name time zones; the host may have no zone files

	"db-operator/local-cluster/internal/controllers"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
)

func main() {
	if len(os.Args) < 2 {
		usage()
	}
	role := os.Args[1]
	os.Args = os.Args[1:]
	switch role {
	case "etcd":
		etcdmain.Main(os.Args)
	case "kube-apiserver":
		os.Exit(cli.Run(apiserver.NewAPIServerCommand()))
	case "controllers":
		if err := runControllers(); err != nil {
			fmt.Fprintln(os.Stderr, "controllers:", err)
			os.Exit(1)
		}
	default:
		usage()
	}
}

func runControllers() error {
	var options controllers.Options
	flag.StringVar(&options.Kubeconfig, "kubeconfig", "", "how to reach the API server, as system:kube-controller-manager")
	flag.StringVar(&options.RootCA, "root-ca-file", "", "the certificate that pods trust the API server by")
	flag.StringVar(&options.ServiceAccountKey, "service-account-private-key-file", "", "the key that signs tokens in Secrets")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	return controllers.Run(ctx, options)
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: control-plane etcd|kube-apiserver|controllers [flags]")
	os.Exit(2)
}
