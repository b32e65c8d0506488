// Package probe asks a container whether it is well.
package probe

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// Target is the container to ask.
type Target struct {
	IP    string
	Ports []corev1.ContainerPort
	// Exec runs a command as the container would and returns its exit code.
	Exec func(ctx context.Context, command []string) (int, error)
}

// client does not check certificates and does not reuse connections, as a
// kubelet does not either.
var client = &http.Client{
	Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true},
	CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	},
}

// Check asks once. Nil means that the container is well.
func Check(ctx context.Context, probe *corev1.Probe, target Target) error {
	ctx, cancel := context.WithTimeout(ctx, seconds(probe.TimeoutSeconds, 1))
	defer cancel()
	switch {
	case probe.HTTPGet != nil:
		return get(ctx, probe.HTTPGet, target)
	case probe.TCPSocket != nil:
		return dial(ctx, probe.TCPSocket, target)
	case probe.Exec != nil:
		code, err := target.Exec(ctx, probe.Exec.Command)
		if err == nil && code != 0 {
			err = fmt.Errorf("exit code %d", code)
		}
		return err
	default:
		return fmt.Errorf("this node knows httpGet, tcpSocket and exec probes only")
	}
}

func get(ctx context.Context, action *corev1.HTTPGetAction, target Target) error {
	address, err := address(action.Host, action.Port, target)
	if err != nil {
		return err
	}
	scheme := "http"
	if action.Scheme == corev1.URISchemeHTTPS {
		scheme = "https"
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, scheme+"://"+address+action.Path, nil)
	if err != nil {
		return err
	}
	for _, header := range action.HTTPHeaders {
		request.Header.Add(header.Name, header.Value)
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	if response.StatusCode < 200 || response.StatusCode >= 400 {
		err = fmt.Errorf("HTTP status %d", response.StatusCode)
	}
	if closing := response.Body.Close(); err == nil {
		err = closing
	}
	return err
}

func dial(ctx context.Context, action *corev1.TCPSocketAction, target Target) error {
	address, err := address(action.Host, action.Port, target)
	if err != nil {
		return err
	}
	connection, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return connection.Close()
}

func address(host string, port intstr.IntOrString, target Target) (string, error) {
	if host == "" {
		host = target.IP
	}
	if port.Type == intstr.Int {
		return net.JoinHostPort(host, port.String()), nil
	}
	for _, known := range target.Ports {
		if known.Name == port.StrVal {
			return net.JoinHostPort(host, fmt.Sprint(known.ContainerPort)), nil
		}
	}
	return "", fmt.Errorf("no port is named %q", port.StrVal)
}

// Watch asks again and again until the context ends, and calls changed with the
// verdict each time it is one: after as many equal answers in a row as the
// probe's thresholds ask for.
func Watch(ctx context.Context, probe *corev1.Probe, target Target, changed func(well bool, err error)) {
	timer := time.NewTimer(time.Duration(probe.InitialDelaySeconds) * time.Second)
	defer timer.Stop()
	good, bad := int32(0), int32(0)
	for {
		select {
		case <-timer.C:
		case <-ctx.Done():
			return
		}
		err := Check(ctx, probe, target)
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			good, bad = good+1, 0
		} else {
			good, bad = 0, bad+1
		}
		if good >= max(probe.SuccessThreshold, 1) || bad >= max(probe.FailureThreshold, 1) {
			changed(err == nil, err)
		}
		timer.Reset(seconds(probe.PeriodSeconds, 10))
	}
}

func seconds(value int32, normal time.Duration) time.Duration {
	if value <= 0 {
		return normal * time.Second
	}
	return time.Duration(value) * time.Second
}
