package com.isotoma.dboperator.operator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.operator.objects.Names;
import com.isotoma.dboperator.operator.server.DefaultSchedule.AsItIs;
import com.isotoma.dboperator.operator.server.DefaultSchedule.Unwanted;
import com.isotoma.dboperator.operator.server.DefaultSchedule.Wanted;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a DatabaseServer's BackupSchedule is made, changed and removed. */
class DefaultScheduleTest {
    private static final String NIGHTLY = "backup: {schedule: '0 3 * * *', timeZone: Europe/Berlin,"
            + " retention: {daily: 7}, verify: true, jitterSeconds: 60}";

    private final DatabaseServer server = server(NIGHTLY);
    private final Database orders = database("");

    @Test
    void aDatabaseWithoutOneGetsWhatTheServerSaysAndNothingMore() {
        var wanted = wanted(server, orders);

        var meta = wanted.getMetadata();
        assertThat(meta.getName()).isEqualTo("orders-default");
        assertThat(meta.getNamespace()).isEqualTo("team");
        assertThat(meta.getLabels())
                .containsEntry("db.isotoma.com/default-of", "main")
                .doesNotContainKey("app.kubernetes.io/instance");
        assertThat(meta.getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getUid()).isEqualTo("d");
            assertThat(owner.getController()).isTrue();
            assertThat(owner.getBlockOwnerDeletion()).isFalse();
        });
        assertThat(Serialization.asJson(wanted.getSpec()))
                .isEqualTo("{\"database\":\"orders\",\"schedule\":\"0 3 * * *\",\"timeZone\":\"Europe/Berlin\","
                        + "\"jitterSeconds\":60,\"retention\":{\"daily\":7},\"template\":{\"verify\":true}}");
    }

    @Test
    void itGoesElsewhereWhereTheServerSaysSoAndTheDatabaseDoesNot() {
        var elsewhere = server("backup: {schedule: '@daily', to: {location: archive}}");

        assertThat(Objects.requireNonNull(wanted(elsewhere, orders).getSpec().template())
                        .backupTo())
                .containsExactly(BackupTarget.at("archive"));
        assertThat(wanted(elsewhere, database("backupTo: {location: mine}"))
                        .getSpec()
                        .template())
                .isNull();
    }

    @Test
    void theOneThatIsThereIsKeptInStep() {
        assertThat(DefaultSchedule.of(server, orders, List.of(made("orders-default", "main", "d"))))
                .isInstanceOf(Wanted.class);
    }

    @Test
    void anOwnScheduleTakesItsPlace() {
        var own = made("weekly", "", "");
        var made = made("orders-default", "main", "d");

        assertThat(DefaultSchedule.of(server, orders, List.of(own))).isEqualTo(new AsItIs(true));
        assertThat(DefaultSchedule.of(server, orders, List.of(made, own)))
                .asInstanceOf(type(Unwanted.class))
                .satisfies(unwanted -> {
                    assertThat(unwanted.schedule()).isSameAs(made);
                    assertThat(unwanted.byOwn()).isTrue();
                    assertThat(unwanted.why()).contains("weekly");
                });
    }

    @ParameterizedTest
    @CsvSource({"orders-default,'',''", "orders-default,main,''", "orders-default,main,other", "orders-other,main,d"})
    void whatIsNotItsOwnIsAPersons(String name, String label, String owner) {
        assertThat(DefaultSchedule.of(server, orders, List.of(made(name, label, owner))))
                .isEqualTo(new AsItIs(true));
    }

    @Test
    void withoutTheDefaultItGoes() {
        var none = server("concurrency: {backups: 1}");

        assertThat(DefaultSchedule.of(none, orders, List.of(made("orders-default", "main", "d"))))
                .asInstanceOf(type(Unwanted.class))
                .extracting(Unwanted::byOwn)
                .isEqualTo(false);
        assertThat(DefaultSchedule.of(none, orders, List.of())).isEqualTo(new AsItIs(false));
    }

    @Test
    void aDatabaseThatIsBeingDeletedKeepsWhatItHasAndGetsNothing() {
        orders.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
        var made = made("orders-default", "main", "d");

        assertThat(DefaultSchedule.of(server, orders, List.of())).isEqualTo(new AsItIs(false));
        assertThat(DefaultSchedule.of(server, orders, List.of(made))).isEqualTo(new AsItIs(false));
        assertThat(DefaultSchedule.of(server, orders, List.of(made, made("own", "", ""))))
                .isEqualTo(new AsItIs(true));
    }

    @Test
    void itsNameFitsAndIsThatOfOneDatabase() {
        var names = List.of("a.b", "a-b", "x".repeat(60), "x".repeat(61), "orders").stream()
                .map(Names::defaultSchedule)
                .toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?"));
    }

    private static BackupSchedule wanted(DatabaseServer server, Database database) {
        return ((Wanted) DefaultSchedule.of(server, database, List.of())).schedule();
    }

    private static Database database(String more) {
        return Serialization.unmarshal("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: Database
                metadata: {namespace: team, name: orders, uid: d}
                spec: {server: main, %s}
                """.formatted(more), Database.class);
    }

    private static BackupSchedule made(String name, String label, String owner) {
        return Serialization.unmarshal(
                """
                apiVersion: db.isotoma.com/v1alpha1
                kind: BackupSchedule
                metadata:
                  namespace: team
                  name: %s
                  labels: {%s}
                  ownerReferences: [%s]
                spec: {database: orders, schedule: '@daily'}
                """.formatted(
                                name,
                                label.isEmpty() ? "" : "db.isotoma.com/default-of: " + label,
                                owner.isEmpty()
                                        ? ""
                                        : "{apiVersion: db.isotoma.com/v1alpha1, kind: Database, name: orders, controller: true, uid: "
                                                + owner + "}"),
                BackupSchedule.class);
    }

    private static DatabaseServer server(String more) {
        return Serialization.unmarshal("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: DatabaseServer
                metadata: {name: main, uid: u, generation: 1}
                spec:
                  driver: d
                  connect: {host: h}
                  credentials: {username: {value: a}, password: {valueFrom: {secretKeyRef: {name: s, key: k}}}}
                  allowedNamespaces: [team]
                  backupTo: {location: main}
                  %s
                """.formatted(more), DatabaseServer.class);
    }
}
