// Package volume makes a pod's volumes: each is a directory of this machine.
package volume

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	corev1 "k8s.io/api/core/v1"

	"db-operator/local-cluster/internal/podenv"
)

// Cluster reads what volumes are made of.
type Cluster interface {
	podenv.Source
	// Token returns a token of the pod's service account and when it ends.
	Token(pod *corev1.Pod, audience string, seconds *int64) (string, time.Time, error)
	// ClaimDir returns the directory that satisfies a PersistentVolumeClaim.
	ClaimDir(name string) (string, error)
}

// Set is a pod's volumes, made.
type Set struct {
	dirs map[string]string
	// Refresh is when tokens in the volumes have to be written again; zero if never.
	Refresh time.Time
}

// Make makes the pod's volumes below dir. It may be called again: data in
// emptyDirs stays, and all else is written anew. An error means not yet.
func Make(dir string, pod *corev1.Pod, cluster Cluster) (*Set, error) {
	set := &Set{dirs: map[string]string{}}
	for i := range pod.Spec.Volumes {
		v := &pod.Spec.Volumes[i]
		path, err := set.one(filepath.Join(dir, v.Name), pod, v, cluster)
		if err != nil {
			return nil, fmt.Errorf("volume %s: %w", v.Name, err)
		}
		set.dirs[v.Name] = path
	}
	return set, nil
}

func (s *Set) one(dir string, pod *corev1.Pod, v *corev1.Volume, cluster Cluster) (string, error) {
	if v.PersistentVolumeClaim != nil {
		return cluster.ClaimDir(v.PersistentVolumeClaim.ClaimName)
	}
	if v.HostPath != nil {
		return v.HostPath.Path, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	files := files{}
	var err error
	switch {
	case v.EmptyDir != nil:
	case v.Secret != nil:
		err = files.secret(v.Secret.SecretName, v.Secret.Items, v.Secret.DefaultMode, v.Secret.Optional, cluster)
	case v.ConfigMap != nil:
		err = files.configMap(v.ConfigMap.Name, v.ConfigMap.Items, v.ConfigMap.DefaultMode, v.ConfigMap.Optional, cluster)
	case v.DownwardAPI != nil:
		err = files.downward(pod, v.DownwardAPI.Items, v.DownwardAPI.DefaultMode)
	case v.Projected != nil:
		err = s.projected(files, pod, v.Projected, cluster)
	default:
		err = fmt.Errorf("this node knows emptyDir, hostPath, secret, configMap, downwardAPI, projected and persistentVolumeClaim only")
	}
	if err != nil {
		return "", err
	}
	return dir, files.write(dir)
}

func (s *Set) projected(files files, pod *corev1.Pod, projected *corev1.ProjectedVolumeSource, cluster Cluster) error {
	mode := projected.DefaultMode
	for _, source := range projected.Sources {
		var err error
		switch {
		case source.Secret != nil:
			err = files.secret(source.Secret.Name, source.Secret.Items, mode, source.Secret.Optional, cluster)
		case source.ConfigMap != nil:
			err = files.configMap(source.ConfigMap.Name, source.ConfigMap.Items, mode, source.ConfigMap.Optional, cluster)
		case source.DownwardAPI != nil:
			err = files.downward(pod, source.DownwardAPI.Items, mode)
		case source.ServiceAccountToken != nil:
			err = s.token(files, pod, source.ServiceAccountToken, mode, cluster)
		default:
			err = fmt.Errorf("a projected source of an unknown kind")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// token asks for a new one when a fifth of its life is left.
func (s *Set) token(files files, pod *corev1.Pod, from *corev1.ServiceAccountTokenProjection, mode *int32, cluster Cluster) error {
	token, expires, err := cluster.Token(pod, from.Audience, from.ExpirationSeconds)
	if err != nil {
		return err
	}
	files.add(from.Path, []byte(token), nil, mode)
	refresh := time.Now().Add(time.Until(expires) * 4 / 5)
	if s.Refresh.IsZero() || refresh.Before(s.Refresh) {
		s.Refresh = refresh
	}
	return nil
}

// Mounts returns where the container's volume mounts really are.
func (s *Set) Mounts(container *corev1.Container) (podenv.Mounts, error) {
	mounts := podenv.Mounts{}
	for _, mount := range container.VolumeMounts {
		path := s.dirs[mount.Name]
		if mount.SubPath != "" {
			if !filepath.IsLocal(mount.SubPath) {
				return nil, fmt.Errorf("subPath %q leads out of its volume", mount.SubPath)
			}
			path = filepath.Join(path, mount.SubPath)
			if _, err := os.Stat(path); os.IsNotExist(err) {
				if err := os.MkdirAll(path, 0o700); err != nil {
					return nil, err
				}
			}
		}
		mounts[mount.MountPath] = path
	}
	return mounts, nil
}
