package com.isotoma.dboperator.operator.runtime;

import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.CertificateSource;
import com.isotoma.dboperator.crds.v1alpha1.CredentialSource;
import com.isotoma.dboperator.crds.v1alpha1.InitSqlSource;
import com.isotoma.dboperator.crds.v1alpha1.S3Credentials;
import com.isotoma.dboperator.crds.v1alpha1.S3Target;
import com.isotoma.dboperator.crds.v1alpha1.SecretKeyRef;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.crds.v1alpha1.TlsSpec;
import com.isotoma.dboperator.crds.v1alpha1.ValueFrom;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the operator keeps of a part that several kinds have: the names of StorageLocations and of Secrets, to which it gives
 * the runs rights. What is in the Secrets it never learns, and a password in a spec it forgets.
 */
public final class KeptParts {
    private static final CredentialSource NOTHING = new CredentialSource(null, null);

    private KeptParts() {}

    /** That there is a place stays visible. */
    public static @Nullable BackupTarget of(@Nullable BackupTarget place) {
        if (place == null) {
            return null;
        }
        var store = place.target();
        if (store == null) {
            return new BackupTarget(null, null, place.location(), place.encryption(), place.signing());
        }
        return new BackupTarget(of(store), null, null, place.encryption(), place.signing());
    }

    private static S3Target of(S3Target store) {
        return new S3Target(null, "", null, null, null, namesOf(store.credentials()));
    }

    public static @Nullable S3Credentials namesOf(@Nullable S3Credentials given) {
        return given == null
                ? null
                : new S3Credentials(
                        secretName(given.accessKeyId()),
                        secretName(given.secretAccessKey()),
                        secretName(given.sessionToken()));
    }

    public static @Nullable List<BackupTarget> of(@Nullable List<BackupTarget> places) {
        return places == null
                ? null
                : places.stream().flatMap(place -> Stream.ofNullable(of(place))).toList();
    }

    /** Names alone: what a certificate says is for runs. */
    public static @Nullable TlsSpec of(@Nullable TlsSpec tls) {
        if (tls == null) {
            return null;
        }
        var ca = tls.caCertificate();
        return new TlsSpec(
                tls.mode(),
                ca == null ? null : new CertificateSource(null, ca.secretKeyRef(), ca.configMapKeyRef()),
                tls.clientCertificate());
    }

    /** The name of the ConfigMap alone. */
    public static @Nullable InitSqlSource of(@Nullable InitSqlSource sql) {
        return sql == null ? null : new InitSqlSource(null, sql.configMapKeyRef());
    }

    public static CredentialSource secretName(@Nullable CredentialSource source) {
        return SecretReferences.of(source)
                .findFirst()
                .map(name -> new CredentialSource(null, new ValueFrom(new SecretKeyRef(name, ""))))
                .orElse(NOTHING);
    }
}
