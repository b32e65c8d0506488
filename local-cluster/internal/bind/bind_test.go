package bind

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
)

func TestWants(t *testing.T) {
	binder := Binder{Node: "local", Labels: map[string]string{"zone": "a"}}
	for name, test := range map[string]struct {
		spec   corev1.PodSpec
		ok     bool
		reason bool
	}{
		"plain":            {corev1.PodSpec{}, true, false},
		"selector":         {corev1.PodSpec{NodeSelector: map[string]string{"zone": "a"}}, true, false},
		"another selector": {corev1.PodSpec{NodeSelector: map[string]string{"zone": "b"}}, false, true},
		"bound":            {corev1.PodSpec{NodeName: "other"}, false, false},
		"gated":            {corev1.PodSpec{SchedulingGates: []corev1.PodSchedulingGate{{Name: "g"}}}, false, false},
	} {
		test.spec.SchedulerName = corev1.DefaultSchedulerName
		ok, reason := binder.Wants(&corev1.Pod{Spec: test.spec})
		if ok != test.ok || (reason != "") != test.reason {
			t.Errorf("%s: got %t, %q", name, ok, reason)
		}
	}
}
