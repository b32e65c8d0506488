package podenv

import (
	"errors"
	"fmt"
	"sort"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/util/validation"
)

// Source reads the objects of the pod's namespace.
type Source interface {
	Secret(name string) (map[string][]byte, error)
	ConfigMap(name string) (map[string]string, error)
}

// Vars is an environment; later Set calls replace earlier ones and keep their place.
type Vars struct {
	names  []string
	values map[string]string
}

// Set gives the variable a value.
func (v *Vars) Set(name, value string) {
	if v.values == nil {
		v.values = map[string]string{}
	}
	if _, known := v.values[name]; !known {
		v.names = append(v.names, name)
	}
	v.values[name] = value
}

// Get returns the variable's value and whether it is set.
func (v *Vars) Get(name string) (string, bool) {
	value, ok := v.values[name]
	return value, ok
}

// List returns NAME=value pairs for a process.
func (v *Vars) List() []string {
	list := make([]string, 0, len(v.names))
	for _, name := range v.names {
		list = append(list, name+"="+v.values[name])
	}
	return list
}

// Add puts the container's envFrom and env into vars. An error means that the
// container cannot be started yet: something it needs does not exist.
func Add(vars *Vars, pod *corev1.Pod, container *corev1.Container, mounts Mounts, source Source) error {
	for _, from := range container.EnvFrom {
		data, err := all(from, source)
		if err != nil {
			return err
		}
		names := make([]string, 0, len(data))
		for name := range data {
			names = append(names, name)
		}
		sort.Strings(names)
		for _, name := range names {
			if full := from.Prefix + name; len(validation.IsEnvVarName(full)) == 0 {
				vars.Set(full, data[name])
			}
		}
	}
	for _, env := range container.Env {
		value, ok, err := one(env, pod, container, vars, source)
		if err != nil {
			return err
		}
		if ok {
			if env.ValueFrom == nil || env.ValueFrom.ConfigMapKeyRef != nil {
				value = mounts.Path(value) // a secret is handed on as it is
			}
			vars.Set(env.Name, value)
		}
	}
	return nil
}

// one returns the value of a variable; ok is false if it stays unset.
func one(env corev1.EnvVar, pod *corev1.Pod, container *corev1.Container, vars *Vars, source Source) (value string, ok bool, err error) {
	from := env.ValueFrom
	switch {
	case from == nil:
		return Expand(env.Value, vars.Get), true, nil
	case from.SecretKeyRef != nil:
		ref := from.SecretKeyRef
		data, err := source.Secret(ref.Name)
		if value, ok := data[ref.Key]; ok && err == nil {
			return string(value), true, nil
		}
		return "", false, missing(err, ref.Optional, "key %s in Secret %s/%s", ref.Key, pod.Namespace, ref.Name)
	case from.ConfigMapKeyRef != nil:
		ref := from.ConfigMapKeyRef
		data, err := source.ConfigMap(ref.Name)
		if value, ok := data[ref.Key]; ok && err == nil {
			return value, true, nil
		}
		return "", false, missing(err, ref.Optional, "key %s in ConfigMap %s/%s", ref.Key, pod.Namespace, ref.Name)
	case from.FieldRef != nil:
		value, err := Field(pod, from.FieldRef.FieldPath)
		return value, err == nil, err
	case from.ResourceFieldRef != nil:
		value, err := Resource(pod, container, from.ResourceFieldRef)
		return value, err == nil, err
	default:
		return "", false, fmt.Errorf("variable %s has a valueFrom this node does not know", env.Name)
	}
}

func all(from corev1.EnvFromSource, source Source) (map[string]string, error) {
	switch {
	case from.SecretRef != nil:
		secret, err := source.Secret(from.SecretRef.Name)
		data := make(map[string]string, len(secret))
		for name, value := range secret {
			data[name] = string(value)
		}
		return data, absent(err, from.SecretRef.Optional)
	case from.ConfigMapRef != nil:
		data, err := source.ConfigMap(from.ConfigMapRef.Name)
		return data, absent(err, from.ConfigMapRef.Optional)
	default:
		return nil, errors.New("an envFrom names neither a Secret nor a ConfigMap")
	}
}

// absent forgives that an optional object does not exist, and nothing else.
func absent(err error, optional *bool) error {
	if apierrors.IsNotFound(err) && optional != nil && *optional {
		return nil
	}
	return err
}

// missing is called when a key could not be read: err says why the object could
// not, or is nil if only the key is not there.
func missing(err error, optional *bool, what string, args ...any) error {
	if err != nil {
		return absent(err, optional)
	}
	if optional != nil && *optional {
		return nil
	}
	return fmt.Errorf("couldn't find "+what, args...)
}
