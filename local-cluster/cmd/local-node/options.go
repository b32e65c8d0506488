package main

import (
	"flag"
	"fmt"
	"path/filepath"
	"runtime"
)

type options struct {
	name, state, kubeconfig, podNetwork string
	images                              string
	ca, tlsCert, tlsKey, clientName     string
	port, maxPodsRunning                int
}

func parseOptions(arguments []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("local-node", flag.ContinueOnError)
	flags.StringVar(&o.name, "name", "local", "the node's name")
	flags.StringVar(&o.state, "state", "", "directory of pods, logs and volumes")
	flags.StringVar(&o.kubeconfig, "kubeconfig", "", "how to reach the API server")
	flags.StringVar(&o.podNetwork, "pod-network", "127.80.0.0/16", "loopback addresses for pods")
	flags.StringVar(&o.images, "images", "", "file with a line NAME=PROGRAM for each image that stands for a program")
	flags.StringVar(&o.ca, "ca", "", "file of the cluster's certificate authority")
	flags.StringVar(&o.tlsCert, "tls-cert", "", "certificate of the log server")
	flags.StringVar(&o.tlsKey, "tls-key", "", "key of the log server")
	flags.StringVar(&o.clientName, "client-name", "", "common name of the one client of the log server")
	flags.IntVar(&o.port, "port", 0, "port of the log server, on 127.0.0.1")
	flags.IntVar(&o.maxPodsRunning, "max-pods-running", 0,
		"how many pods that end by themselves run at the same time; 0 for twice the processors, at least 4")
	if err := flags.Parse(arguments); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("unknown argument %q", flags.Arg(0))
	}
	for name, value := range map[string]string{
		"state": o.state, "kubeconfig": o.kubeconfig, "images": o.images, "ca": o.ca, "tls-cert": o.tlsCert, "tls-key": o.tlsKey, "client-name": o.clientName,
	} {
		if value == "" {
			return o, fmt.Errorf("--%s is missing", name)
		}
	}
	if o.maxPodsRunning <= 0 {
		o.maxPodsRunning = max(2*runtime.NumCPU(), 4)
	}
	var err error
	o.state, err = filepath.Abs(o.state)
	return o, err
}
