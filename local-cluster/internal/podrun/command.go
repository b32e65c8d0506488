package podrun

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"db-operator/local-cluster/internal/podenv"
	"db-operator/local-cluster/internal/process"
)

// imageError says that a container has nothing to run without its image.
type imageError string

func (e imageError) Error() string {
	return fmt.Sprintf("the local node runs programs of this machine and cannot run image %q: "+
		"give the container a command, or the image a program with up --image %s=PROGRAM", string(e), string(e))
}

// command returns the container's process: its command line, environment and
// working directory. An error means that something it needs is missing.
func (c *container) command(life context.Context) (process.Spec, error) {
	argv, err := c.entrypoint()
	if err != nil {
		return process.Spec{}, err
	}
	pod := c.w.spec()
	mounts, err := c.w.volumes.Mounts(c.spec)
	if err != nil {
		return process.Spec{}, err
	}
	if c.spec.TerminationMessagePath != "" {
		mounts[c.spec.TerminationMessagePath] = c.w.dir.Termination(c.spec.Name)
	}
	work, home, tmp, err := c.w.dir.Make(c.spec.Name)
	if err != nil {
		return process.Spec{}, err
	}
	vars := base(home, tmp)
	vars.Set("HOSTNAME", pod.Name)
	vars.Set("POD_IP", pod.Status.PodIP)
	c.w.identify(vars, mounts)
	if err := podenv.Add(vars, pod, c.spec, mounts, cluster{life, c.w.node, pod}); err != nil {
		return process.Spec{}, err
	}
	vars.Set(process.Marker, string(c.w.dir))
	if c.spec.WorkingDir != "" {
		work = mounts.Path(c.spec.WorkingDir)
	}
	for _, argument := range append(append([]string{}, c.spec.Command...), c.spec.Args...) {
		argv = append(argv, mounts.Argument(podenv.Expand(argument, vars.Get)))
	}
	return process.Spec{Argv: argv, Env: vars.List(), Dir: work}, nil
}

// entrypoint is what a container without a command runs: the program that was
// given for its image. It is a path of this machine, which no mount changes.
func (c *container) entrypoint() ([]string, error) {
	if len(c.spec.Command) > 0 {
		return nil, nil
	}
	program, err := c.w.node.Images.Find(c.spec.Image)
	if err != nil {
		return nil, fmt.Errorf("find a program for image %q: %w", c.spec.Image, err)
	}
	if program == "" {
		return nil, imageError(c.spec.Image)
	}
	return []string{program}, nil
}

// base is what every process has. Nothing else of the node's own environment
// reaches a pod.
func base(home, tmp string) *podenv.Vars {
	vars := &podenv.Vars{}
	for _, name := range []string{"PATH", "LANG", "JAVA_HOME"} {
		if value, ok := os.LookupEnv(name); ok {
			vars.Set(name, value)
		}
	}
	vars.Set("HOME", home)
	vars.Set("TMPDIR", tmp)
	return vars
}

// messageLimit is how much of its log a failed container's message may hold.
const messageLimit = 2048

// message is what the container left as its termination message or, if it
// failed and asks for it, the end of its log.
func (c *container) message(exitCode int) string {
	file, err := os.ReadFile(c.w.dir.Termination(c.spec.Name))
	if err == nil && len(file) > 0 {
		return strings.ToValidUTF8(string(file[:min(len(file), 2*messageLimit)]), "?")
	}
	if exitCode == 0 || c.spec.TerminationMessagePolicy != corev1.TerminationMessageFallbackToLogsOnError {
		return ""
	}
	text, err := tail(c.w.dir.Log(c.spec.Name), messageLimit)
	if err != nil {
		return "its log cannot be read: " + err.Error()
	}
	return text
}

func tail(path string, limit int64) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", err
	}
	if _, err := file.Seek(max(info.Size()-limit, 0), io.SeekStart); err != nil {
		return "", err
	}
	text, err := io.ReadAll(io.LimitReader(file, limit))
	return strings.ToValidUTF8(string(text), ""), err
}
