package podrun

import (
	"os"
	"path/filepath"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"

	"db-operator/local-cluster/internal/podenv"
	"db-operator/local-cluster/internal/volume"
)

// identityPath is where every pod that may use the API has a volume with its
// service account's token; the API server's admission puts it there.
const identityPath = "/var/run/secrets/kubernetes.io/serviceaccount"

// writeKubeconfig writes the pod's kubeconfig if it has an identity. It holds
// the token itself, for clients that do not know tokenFile, and the file, which
// goes before it and is kept fresh.
func (w *worker) writeKubeconfig(pod *corev1.Pod, set *volume.Set) error {
	for i := range pod.Spec.Containers {
		mounts, err := set.Mounts(&pod.Spec.Containers[i])
		if err != nil {
			return err
		}
		if dir, ok := mounts[identityPath]; ok {
			return w.kubeconfig(dir)
		}
	}
	return nil
}

func (w *worker) kubeconfig(dir string) error {
	file := filepath.Join(dir, "token")
	token, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	config := api.Config{
		Clusters: map[string]*api.Cluster{"local": {
			Server:                   "https://" + w.node.API.Host + ":" + w.node.API.Port,
			CertificateAuthorityData: w.node.API.CA,
		}},
		AuthInfos:      map[string]*api.AuthInfo{"pod": {Token: string(token), TokenFile: file}},
		Contexts:       map[string]*api.Context{"pod": {Cluster: "local", AuthInfo: "pod", Namespace: w.namespace}},
		CurrentContext: "pod",
	}
	data, err := clientcmd.Write(config)
	if err != nil {
		return err
	}
	return volume.WriteFile(w.dir.Kubeconfig(), data, 0o600)
}

// identify gives a process the means to reach the API, if its container has an identity. The last two are for programs
// that read the files of the service account and look elsewhere when told so.
func (w *worker) identify(vars *podenv.Vars, mounts podenv.Mounts) {
	dir, ok := mounts[identityPath]
	if !ok {
		return
	}
	vars.Set("KUBECONFIG", w.dir.Kubeconfig())
	vars.Set("KUBERNETES_SERVICE_HOST", w.node.API.Host)
	vars.Set("KUBERNETES_SERVICE_PORT", w.node.API.Port)
	vars.Set("KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", filepath.Join(dir, "token"))
	vars.Set("KUBERNETES_CERTS_CA_FILE", filepath.Join(dir, "ca.crt"))
}
