package volume

import (
	"fmt"
	"os"
	"path/filepath"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"db-operator/local-cluster/internal/podenv"
)

// files is what a volume is to hold, by path.
type files map[string]file

type file struct {
	data []byte
	mode os.FileMode
}

// add puts a file into the volume, for its owner alone: a container's files are
// out of the machine's other users' reach, and so must these be.
func (f files) add(path string, data []byte, modes ...*int32) {
	mode := os.FileMode(0o600)
	for _, m := range modes {
		if m != nil {
			mode = os.FileMode(*m) & 0o700
			break
		}
	}
	f[path] = file{data, mode}
}

func (f files) secret(name string, items []corev1.KeyToPath, mode *int32, optional *bool, cluster Cluster) error {
	data, err := cluster.Secret(name)
	return f.keys("Secret "+name, data, err, items, mode, optional)
}

func (f files) configMap(name string, items []corev1.KeyToPath, mode *int32, optional *bool, cluster Cluster) error {
	values, err := cluster.ConfigMap(name)
	data := make(map[string][]byte, len(values))
	for key, value := range values {
		data[key] = []byte(value)
	}
	return f.keys("ConfigMap "+name, data, err, items, mode, optional)
}

func (f files) keys(what string, data map[string][]byte, err error, items []corev1.KeyToPath, mode *int32, optional *bool) error {
	may := optional != nil && *optional
	if err != nil {
		if may && apierrors.IsNotFound(err) {
			return nil
		}
		return err
	}
	if len(items) == 0 {
		for key, value := range data {
			f.add(key, value, mode)
		}
		return nil
	}
	for _, item := range items {
		value, ok := data[item.Key]
		switch {
		case ok:
			f.add(item.Path, value, item.Mode, mode)
		case !may:
			return fmt.Errorf("%s has no key %s", what, item.Key)
		}
	}
	return nil
}

func (f files) downward(pod *corev1.Pod, items []corev1.DownwardAPIVolumeFile, mode *int32) error {
	for _, item := range items {
		var value string
		var err error
		switch {
		case item.FieldRef != nil:
			value, err = podenv.Field(pod, item.FieldRef.FieldPath)
		case item.ResourceFieldRef != nil:
			value, err = podenv.Resource(pod, &corev1.Container{}, item.ResourceFieldRef)
		}
		if err != nil {
			return err
		}
		f.add(item.Path, []byte(value), item.Mode, mode)
	}
	return nil
}

func (f files) write(dir string) error {
	for path, file := range f {
		if !filepath.IsLocal(path) {
			return fmt.Errorf("path %q leads out of the volume", path)
		}
		if err := WriteFile(filepath.Join(dir, path), file.data, file.mode); err != nil {
			return err
		}
	}
	return nil
}

// WriteFile replaces a file at once: a reader sees the old or the new one.
func WriteFile(path string, data []byte, mode os.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	temporary := path + ".new"
	if err := os.Remove(temporary); err != nil && !os.IsNotExist(err) {
		return err
	}
	if err := os.WriteFile(temporary, data, mode); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}
