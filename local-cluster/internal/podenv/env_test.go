package podenv

import (
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

type fakeSource struct{}

func (fakeSource) Secret(name string) (map[string][]byte, error) {
	if name != "s" {
		return nil, apierrors.NewNotFound(schema.GroupResource{Resource: "secrets"}, name)
	}
	return map[string][]byte{"k": []byte("secret"), "not a name": []byte("x")}, nil
}

func (fakeSource) ConfigMap(name string) (map[string]string, error) {
	return nil, apierrors.NewNotFound(schema.GroupResource{Resource: "configmaps"}, name)
}

func secretKey(name, key string, optional bool) *corev1.EnvVarSource {
	return &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{
		LocalObjectReference: corev1.LocalObjectReference{Name: name}, Key: key, Optional: &optional}}
}

func TestAdd(t *testing.T) {
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "p", Labels: map[string]string{"a/b": "label"}}}
	yes := true
	container := &corev1.Container{
		EnvFrom: []corev1.EnvFromSource{
			{Prefix: "S_", SecretRef: &corev1.SecretEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: "s"}}},
			{ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: "none"}, Optional: &yes}},
		},
		Env: []corev1.EnvVar{
			{Name: "A", Value: "1"},
			{Name: "B", Value: "$(A)$(LATER)"},
			{Name: "LATER", ValueFrom: secretKey("s", "k", false)},
			{Name: "NO_KEY", ValueFrom: secretKey("s", "none", true)},
			{Name: "NO_SECRET", ValueFrom: secretKey("none", "k", true)},
			{Name: "LABEL", ValueFrom: &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: "metadata.labels['a/b']"}}},
			{Name: "DIR", Value: "/data/x"},
		},
	}
	var vars Vars
	if err := Add(&vars, pod, container, Mounts{"/data": "/real"}, fakeSource{}); err != nil {
		t.Fatal(err)
	}
	want := []string{"S_k=secret", "A=1", "B=1$(LATER)", "LATER=secret", "LABEL=label", "DIR=/real/x"}
	if got := vars.List(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAddSaysWhatIsMissing(t *testing.T) {
	for want, from := range map[string]*corev1.EnvVarSource{
		"couldn't find key none in Secret": secretKey("s", "none", false),
		`secrets "other" not found`:        secretKey("other", "k", false),
	} {
		err := Add(&Vars{}, &corev1.Pod{}, &corev1.Container{Env: []corev1.EnvVar{{Name: "A", ValueFrom: from}}}, nil, fakeSource{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
