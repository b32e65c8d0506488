// Package claim satisfies PersistentVolumeClaims with directories of this
// machine, one volume per claim.
package claim

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

const (
	callTimeout = 15 * time.Second
	// By this annotation the volume controller leaves the deletion to us.
	provisionedBy = "pv.kubernetes.io/provisioned-by"
	provisioner   = "local-cluster/directory"
)

// Provisioner makes volumes below Root.
type Provisioner struct {
	Client kubernetes.Interface
	Root   string
}

// Dir returns the directory of a claim that is bound, and otherwise says that
// it is not yet.
func (p *Provisioner) Dir(ctx context.Context, namespace, name string) (string, error) {
	claim, err := p.Client.CoreV1().PersistentVolumeClaims(namespace).Get(ctx, name, metav1.GetOptions{})
	if err != nil {
		return "", err
	}
	if claim.Status.Phase != corev1.ClaimBound {
		return "", fmt.Errorf("claim %s is not bound yet", name)
	}
	volume, err := p.Client.CoreV1().PersistentVolumes().Get(ctx, claim.Spec.VolumeName, metav1.GetOptions{})
	if err != nil {
		return "", err
	}
	if volume.Spec.HostPath == nil {
		return "", fmt.Errorf("claim %s is bound to a volume that is not a directory of this machine", name)
	}
	return volume.Spec.HostPath.Path, nil
}

// Claimed makes the volume of a claim that has none.
func (p *Provisioner) Claimed(ctx context.Context, claim *corev1.PersistentVolumeClaim) error {
	if claim.Status.Phase == corev1.ClaimBound || claim.Spec.VolumeName != "" || claim.DeletionTimestamp != nil || claim.Spec.Selector != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	volume := p.volume(claim)
	if err := os.MkdirAll(volume.Spec.HostPath.Path, 0o700); err != nil {
		return err
	}
	_, err := p.Client.CoreV1().PersistentVolumes().Create(ctx, volume, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	return err
}

func (p *Provisioner) volume(claim *corev1.PersistentVolumeClaim) *corev1.PersistentVolume {
	name := "pvc-" + string(claim.UID)
	class := ""
	if claim.Spec.StorageClassName != nil {
		class = *claim.Spec.StorageClassName
	}
	return &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: name, Annotations: map[string]string{provisionedBy: provisioner}},
		Spec: corev1.PersistentVolumeSpec{
			Capacity: claim.Spec.Resources.Requests, AccessModes: claim.Spec.AccessModes, VolumeMode: claim.Spec.VolumeMode,
			StorageClassName: class, PersistentVolumeReclaimPolicy: corev1.PersistentVolumeReclaimDelete,
			ClaimRef: &corev1.ObjectReference{
				APIVersion: "v1", Kind: "PersistentVolumeClaim", Namespace: claim.Namespace, Name: claim.Name, UID: claim.UID,
			},
			PersistentVolumeSource: corev1.PersistentVolumeSource{
				HostPath: &corev1.HostPathVolumeSource{Path: filepath.Join(p.Root, name)},
			},
		},
	}
}

// Released removes a volume of ours, with its data, when its claim is gone.
func (p *Provisioner) Released(ctx context.Context, volume *corev1.PersistentVolume) error {
	ours := volume.Annotations[provisionedBy] == provisioner && volume.Spec.HostPath != nil &&
		volume.Spec.HostPath.Path == filepath.Join(p.Root, volume.Name)
	if !ours || volume.Status.Phase != corev1.VolumeReleased || volume.Spec.PersistentVolumeReclaimPolicy != corev1.PersistentVolumeReclaimDelete {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	if err := os.RemoveAll(volume.Spec.HostPath.Path); err != nil {
		return err
	}
	slog.Info("removed volume", "name", volume.Name)
	err := p.Client.CoreV1().PersistentVolumes().Delete(ctx, volume.Name, metav1.DeleteOptions{})
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
