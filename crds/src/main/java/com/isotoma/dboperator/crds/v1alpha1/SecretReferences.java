package com.isotoma.dboperator.crds.v1alpha1;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names of the Secrets that a spec refers to, in the namespace of its resource: names alone, never a value. */
public final class SecretReferences {
    private SecretReferences() {}

    public static NavigableSet<String> of(DatabaseSpec spec) {
        var names = of(spec.backupTo());
        // Those of a DatabaseServer are in another namespace.
        if (spec.server() == null) {
            names.addAll(of(spec.credentials()));
        }
        if (spec.passwordFrom() != null) {
            names.add(spec.passwordFrom().secretKeyRef().name());
        }
        names.addAll(of(spec.tls()));
        return names;
    }

    /** Those of {@code tls}; none where there is no such part. */
    public static NavigableSet<String> of(@Nullable TlsSpec tls) {
        var names = new TreeSet<String>();
        if (tls != null) {
            if (tls.caCertificate() != null && tls.caCertificate().secretKeyRef() != null) {
                names.add(tls.caCertificate().secretKeyRef().name());
            }
            if (tls.clientCertificate() != null) {
                names.add(tls.clientCertificate().secretName());
            }
        }
        return names;
    }

    /** The Secrets that a run needs to write backups to {@code place}; none for null. */
    public static NavigableSet<String> of(@Nullable BackupTarget place) {
        var names = new TreeSet<String>();
        if (place == null) {
            return names;
        }
        var store = place.target();
        if (store != null && store.credentials() != null) {
            add(names, store.credentials().accessKeyId());
            add(names, store.credentials().secretAccessKey());
            add(names, store.credentials().sessionToken());
        }
        if (place.encryption() != null) {
            names.add(place.encryption().secretName());
        }
        if (place.signing() != null) {
            names.add(place.signing().secretName());
        }
        return names;
    }

    /** Those that only reading from a place takes. */
    public static NavigableSet<String> reading(@Nullable BackupTarget place) {
        return reading(place == null ? null : place.encryption());
    }

    /** Those that only reading from a location takes, which are in the operator's namespace. */
    public static NavigableSet<String> reading(StorageLocationSpec spec) {
        return reading(spec.encryption());
    }

    private static NavigableSet<String> reading(@Nullable BackupEncryption encryption) {
        var names = new TreeSet<String>();
        if (encryption != null && encryption.identitiesSecretName() != null) {
            names.add(encryption.identitiesSecretName());
        }
        return names;
    }

    /** Those of a location that writing to it takes, which are in the operator's namespace. */
    public static NavigableSet<String> of(StorageLocationSpec spec) {
        return of(new BackupTarget(spec.s3(), null, null, spec.encryption(), spec.signing()));
    }

    /** Those of a server, which are in the operator's namespace. */
    public static NavigableSet<String> of(DatabaseServerSpec spec) {
        var names = of(spec.credentials());
        names.addAll(of(spec.tls()));
        return names;
    }

    private static NavigableSet<String> of(@Nullable AdminCredentials credentials) {
        var names = new TreeSet<String>();
        if (credentials != null) {
            add(names, credentials.username());
            add(names, credentials.password());
        }
        return names;
    }

    /** What {@code source} refers to: one name, or none where it has its value itself. */
    public static Stream<String> of(@Nullable CredentialSource source) {
        return source == null || source.value() != null || source.valueFrom() == null
                ? Stream.empty()
                : Stream.of(source.valueFrom().secretKeyRef().name());
    }

    private static void add(NavigableSet<String> names, @Nullable CredentialSource source) {
        of(source).forEach(names::add);
    }
}
