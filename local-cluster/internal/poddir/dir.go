// Package poddir says where a pod's files are, and keeps the logs of pods that
// are gone.
package poddir

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"

	corev1 "k8s.io/api/core/v1"
)

// keptLogs is how many log files of pods that are gone are kept.
const keptLogs = 200

// Root is the node's state directory.
type Root string

// Dir is a pod's directory.
type Dir string

// For returns the pod's directory; the start of its uid tells pods of the same
// name apart.
func (r Root) For(pod *corev1.Pod) Dir {
	uid := string(pod.UID)
	return Dir(filepath.Join(string(r), "pods", fmt.Sprintf("%s_%s_%s", pod.Namespace, pod.Name, uid[:min(8, len(uid))])))
}

// Log is where the container's output goes; Previous that of the run before.
func (d Dir) Log(container string) string { return filepath.Join(string(d), container+".log") }
func (d Dir) Previous(container string) string {
	return filepath.Join(string(d), container+".previous.log")
}

// Private holds the volumes and the identity: what ends with the pod.
func (d Dir) Private() string { return filepath.Join(string(d), "private") }

// Volumes holds one directory per volume.
func (d Dir) Volumes() string { return filepath.Join(d.Private(), "volumes") }

// Kubeconfig is the pod's own, for its service account.
func (d Dir) Kubeconfig() string { return filepath.Join(d.Private(), "identity", "kubeconfig") }

// Termination is the file that stands for the container's terminationMessagePath.
func (d Dir) Termination(container string) string {
	return filepath.Join(d.Private(), "termination", container)
}

// Make creates what a container needs and returns its working directory, home
// and temporary directory.
func (d Dir) Make(container string) (work, home, tmp string, err error) {
	work = filepath.Join(d.Private(), "work", container)
	home = filepath.Join(d.Private(), "home")
	tmp = filepath.Join(d.Private(), "tmp", container)
	for _, dir := range []string{work, home, tmp, filepath.Dir(d.Termination(container))} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return "", "", "", err
		}
	}
	return work, home, tmp, nil
}

// Clean removes all but the logs.
func (d Dir) Clean() error { return os.RemoveAll(d.Private()) }

// Rotate makes room for a new run's log.
func (d Dir) Rotate(container string) error {
	err := os.Rename(d.Log(container), d.Previous(container))
	if os.IsNotExist(err) {
		return nil
	}
	return err
}

// Archive removes the pod's directory and keeps its logs, up to a number.
func (r Root) Archive(d Dir) error {
	archive := filepath.Join(string(r), "logs")
	if err := os.MkdirAll(archive, 0o700); err != nil {
		return err
	}
	logs, err := filepath.Glob(filepath.Join(string(d), "*.log"))
	if err != nil {
		return err
	}
	for _, log := range logs {
		if err := os.Rename(log, filepath.Join(archive, filepath.Base(string(d))+"_"+filepath.Base(log))); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(string(d)); err != nil {
		return err
	}
	return prune(archive)
}

// Sweep archives the directories of pods that are no more.
func (r Root) Sweep(exists func(Dir) bool) error {
	dirs, err := filepath.Glob(filepath.Join(string(r), "pods", "*"))
	if err != nil {
		return err
	}
	for _, path := range dirs {
		if exists(Dir(path)) {
			continue
		}
		if err := r.Archive(Dir(path)); err != nil {
			return err
		}
	}
	return nil
}

func prune(archive string) error {
	entries, err := os.ReadDir(archive)
	if err != nil || len(entries) <= keptLogs {
		return err
	}
	age := func(i int) int64 {
		if info, err := entries[i].Info(); err == nil {
			return info.ModTime().UnixNano()
		}
		return 0 // gone already: removing it again does no harm
	}
	sort.Slice(entries, func(i, j int) bool { return age(i) < age(j) })
	for _, entry := range entries[:len(entries)-keptLogs] {
		if err := os.Remove(filepath.Join(archive, entry.Name())); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return nil
}
