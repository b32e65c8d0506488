package podrun

import (
	"context"
	"time"

	authv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// cluster reads what a pod needs, in the pod's namespace.
type cluster struct {
	ctx  context.Context
	node *Node
	pod  *corev1.Pod
}

func (c cluster) Secret(name string) (map[string][]byte, error) {
	ctx, cancel := context.WithTimeout(c.ctx, callTimeout)
	defer cancel()
	secret, err := c.node.Client.CoreV1().Secrets(c.pod.Namespace).Get(ctx, name, metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	return secret.Data, nil
}

// ConfigMap returns text and binary keys alike.
func (c cluster) ConfigMap(name string) (map[string]string, error) {
	ctx, cancel := context.WithTimeout(c.ctx, callTimeout)
	defer cancel()
	object, err := c.node.Client.CoreV1().ConfigMaps(c.pod.Namespace).Get(ctx, name, metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	data := make(map[string]string, len(object.Data)+len(object.BinaryData))
	for key, value := range object.Data {
		data[key] = value
	}
	for key, value := range object.BinaryData {
		data[key] = string(value)
	}
	return data, nil
}

// Token asks for a token that is valid only as long as the pod exists.
func (c cluster) Token(pod *corev1.Pod, audience string, seconds *int64) (string, time.Time, error) {
	ctx, cancel := context.WithTimeout(c.ctx, callTimeout)
	defer cancel()
	request := &authv1.TokenRequest{Spec: authv1.TokenRequestSpec{
		ExpirationSeconds: seconds,
		BoundObjectRef:    &authv1.BoundObjectReference{APIVersion: "v1", Kind: "Pod", Name: pod.Name, UID: pod.UID},
	}}
	if audience != "" {
		request.Spec.Audiences = []string{audience}
	}
	answer, err := c.node.Client.CoreV1().ServiceAccounts(pod.Namespace).
		CreateToken(ctx, pod.Spec.ServiceAccountName, request, metav1.CreateOptions{})
	if err != nil {
		return "", time.Time{}, err
	}
	return answer.Status.Token, answer.Status.ExpirationTimestamp.Time, nil
}

func (c cluster) ClaimDir(name string) (string, error) {
	ctx, cancel := context.WithTimeout(c.ctx, callTimeout)
	defer cancel()
	return c.node.Claims.Dir(ctx, c.pod.Namespace, name)
}
