// Package logs serves containers' logs to the API server, for kubectl logs.
package logs

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"db-operator/local-cluster/internal/poddir"
)

// Server answers only the client with a certificate of that name.
type Server struct {
	Find       func(namespace, pod, container string) (dir poddir.Dir, running func() bool, ok bool)
	ClientName string
	CA         []byte
	Cert, Key  string
}

// Serve serves on the listener until the context ends.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	authorities := x509.NewCertPool()
	if !authorities.AppendCertsFromPEM(s.CA) {
		return errors.New("log server: no certificate in the CA file")
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /containerLogs/{namespace}/{pod}/{container}", s.logs)
	server := &http.Server{
		Handler: s.only(mux), ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx },
		TLSConfig: &tls.Config{
			MinVersion: tls.VersionTLS12, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: authorities,
		},
	}
	closed := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() { closed <- server.Close() })
	err := server.ServeTLS(listener, s.Cert, s.Key)
	if stop() || !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("log server: %w", err)
	}
	return <-closed
}

// only lets the API server in: every other certificate of the cluster's
// authority belongs to someone who has to ask the API server.
func (s *Server) only(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.TLS == nil || len(r.TLS.PeerCertificates) == 0 || r.TLS.PeerCertificates[0].Subject.CommonName != s.ClientName {
			http.Error(w, "only the API server may ask", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) logs(w http.ResponseWriter, r *http.Request) {
	container := r.PathValue("container")
	dir, running, ok := s.Find(r.PathValue("namespace"), r.PathValue("pod"), container)
	if !ok {
		http.Error(w, "pod not found", http.StatusNotFound)
		return
	}
	options, err := parse(r.URL.Query())
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	path := dir.Log(container)
	if options.previous {
		path, running = dir.Previous(container), func() bool { return false }
	}
	file, err := os.Open(path)
	if os.IsNotExist(err) {
		http.Error(w, fmt.Sprintf("container %q in pod %q has no log yet: it was not started", container, r.PathValue("pod")), http.StatusBadRequest)
		return
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer file.Close()
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if err := send(r.Context(), w, file, options, running); err != nil && r.Context().Err() == nil {
		slog.Warn("send log", "file", path, "error", err)
	}
}
