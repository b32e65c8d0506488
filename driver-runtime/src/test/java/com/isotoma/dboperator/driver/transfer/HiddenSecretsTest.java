package com.isotoma.dboperator.driver.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.AdminCredentials;
import com.isotoma.dboperator.crds.v1alpha1.CredentialSource;
import com.isotoma.dboperator.crds.v1alpha1.S3Credentials;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.driver.sql.ToolProcess;
import com.isotoma.dboperator.driver.storage.S3Settings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is put into a message or a log by mistake shows no secret. */
class HiddenSecretsTest {
    private static final String SECRET = "hunter2";
    private static final CredentialSource SOURCE = new CredentialSource(SECRET, null);
    private static final Credentials ADMIN = new Credentials("admin", SECRET);
    private static final DatabaseTarget TARGET = new DatabaseTarget(
            new Owner("cluster", "team-a", "orders"),
            "orders",
            "orders",
            new Settings("spec.connect", Map.of("host", "db", "sslpassword", SECRET)),
            new Settings("spec.options", Map.of("key", List.of(SECRET))),
            ADMIN);

    static List<Object> everythingThatHoldsASecret() {
        return List.of(
                SOURCE,
                new AdminCredentials(SOURCE, SOURCE),
                new S3Credentials(SOURCE, SOURCE, SOURCE),
                ADMIN,
                TARGET,
                TARGET.connect(),
                new CreateRequest(TARGET, SECRET, false),
                new ServiceBinding("demo", "demo", "db", 1, "demo://u:" + SECRET + "@db:1", "jdbc:demo:" + SECRET),
                new S3Settings("r", "bucket", URI.create("http://s3"), true, new Credentials("id", SECRET), SECRET),
                new ToolProcess(List.of("dump"), Map.of("PASSWORD", SECRET), Set.of(SECRET)));
    }

    @ParameterizedTest
    @MethodSource("everythingThatHoldsASecret")
    void itsTextShowsNone(Object holder) {
        assertThat(holder.toString()).isNotEmpty().doesNotContain(SECRET);
    }
}
