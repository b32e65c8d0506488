package com.isotoma.dboperator.driver.create;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.CredentialSource;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DeletionPolicy;
import com.isotoma.dboperator.crds.v1alpha1.S3Target;
import com.isotoma.dboperator.crds.v1alpha1.SecretKeyRef;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.crds.v1alpha1.ValueFrom;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The example that the first documents gave is read as it was meant. */
class SeedExampleTest {
    private final Database example = read();

    @Test
    void theServerIsReachedAsWritten() {
        var spec = example.getSpec();

        assertThat(spec.driver()).isEqualTo("postgresql");
        assertThat(spec.connect())
                .containsEntry("host", new IntOrString("db.example.com"))
                .containsEntry("port", new IntOrString(5432))
                .hasSize(2);
    }

    @Test
    void theAdminIsAValueAndAReference() {
        var admin = Objects.requireNonNull(example.getSpec().credentials());

        assertThat(admin.username()).isEqualTo(new CredentialSource("postgres", null));
        assertThat(admin.password())
                .isEqualTo(new CredentialSource(null, new ValueFrom(new SecretKeyRef("dbpassword", "password"))));
        assertThat(SecretReferences.of(example.getSpec())).containsExactly("dbpassword");
    }

    @Test
    void theCapitalisedTargetIsATargetLikeTheOther() {
        assertThat(Objects.requireNonNull(example.getSpec().backupTo()).target())
                .isEqualTo(new S3Target("eu-west-1", "my-backup-bucket", "backups/", null, null, null));
    }

    @Test
    void deletingItTakesALastBackup() {
        assertThat(example.getSpec().effectiveDeletionPolicy()).isEqualTo(DeletionPolicy.BACKUP_THEN_DELETE);
    }

    @Test
    void writtenAndReadAgainItIsTheSame() {
        var again = Serialization.unmarshal(Serialization.asYaml(example), Database.class);

        assertThat(again.getSpec()).isEqualTo(example.getSpec());
        assertThat(Serialization.asYaml(example))
                .contains("Bucket: \"my-backup-bucket\"")
                .doesNotContain("null");
    }

    @Test
    void itsTextShowsNoValueOfACredential() {
        assertThat(String.valueOf(example.getSpec().credentials())).doesNotContain("postgres");
    }

    private static Database read() {
        try (var yaml = SeedExampleTest.class.getResourceAsStream("/seed-example.yaml")) {
            return Serialization.unmarshal(Objects.requireNonNull(yaml), Database.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
