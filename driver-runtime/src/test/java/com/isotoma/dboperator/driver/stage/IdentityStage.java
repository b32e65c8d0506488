package com.isotoma.dboperator.driver.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.isotoma.dboperator.crds.v1alpha1.AdoptionPolicy;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseSpec;
import com.isotoma.dboperator.crds.v1alpha1.DeletionPolicy;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** A Database that is Created, with a Backup, on a server that becomes another one or loses what it has. */
public final class IdentityStage implements AutoCloseable {
    public static final ServerInfo FIRST = new ServerInfo("Memory 1", "first-server");
    public static final ServerInfo OTHER = new ServerInfo("Memory 1", "other-server");

    public final RestoreStage stage = new RestoreStage();
    public final TestRun run = stage.run;
    public final StoringDriver driver = stage.driver;

    public IdentityStage() throws Exception {}

    /** Leads to another server, which is empty. */
    public void changeServer() {
        driver.become(OTHER);
        driver.clear();
        run.edit(s -> with(s, Map.of("host", new IntOrString("elsewhere")), s.adoption(), s.deletionPolicy()));
    }

    public void adoptAlways() {
        run.edit(s -> with(s, s.connect(), AdoptionPolicy.ALWAYS, s.deletionPolicy()));
    }

    public void deletionPolicy(DeletionPolicy policy) {
        run.edit(s -> with(s, s.connect(), s.adoption(), policy));
    }

    public void edit(UnaryOperator<DatabaseSpec> change) {
        run.edit(change);
    }

    private static DatabaseSpec with(
            DatabaseSpec s,
            Map<String, IntOrString> connect,
            @Nullable AdoptionPolicy adoption,
            @Nullable DeletionPolicy policy) {
        return new DatabaseSpec(
                s.driver(),
                s.name(),
                connect,
                s.credentials(),
                s.backupTo(),
                s.backupOptions(),
                policy,
                adoption,
                s.options(),
                s.secret(),
                s.passwordFrom(),
                s.server(),
                s.tls(),
                s.initSql(),
                s.rotation());
    }

    public void assertCreateRefused(String reason, String... contents) {
        var before = run.secretOfDatabase();
        var names = driver.names();
        assertRefused(() -> run.create(driver), reason, contents);
        assertThat(run.secretOfDatabase()).isEqualTo(before);
        assertThat(driver.names()).isEqualTo(names);
    }

    public static void assertRefused(ThrowingCallable call, String reason, String... contents) {
        assertThatThrownBy(call)
                .asInstanceOf(type(DriverException.class))
                .returns(DriverException.Kind.USER, DriverException::kind)
                .returns(reason, DriverException::reason)
                .satisfies(e -> {
                    for (var content : contents) {
                        assertThat(e.getMessage()).contains(content);
                    }
                });
    }

    /** A Backup ends with that reason, and the Database says it too. */
    public void assertBackupFails(String name, String reason) throws Exception {
        run.askForBackup(name);
        run.backup(name, driver, RestoreStage.GO_ON);
        assertThat(run.backup(name).failure()).isEqualTo(reason);
        assertThat(run.database().unreadiness()).contains(reason);
        assertThat(run.events(TestRun.NAME)).contains(reason);
    }

    @Override
    public void close() {
        stage.close();
    }
}
