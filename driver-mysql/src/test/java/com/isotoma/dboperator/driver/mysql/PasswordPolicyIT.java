package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.cluster.secret.Passwords;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Servers with a policy for passwords. It is one for the whole server, so each test has a server of its own. */
class PasswordPolicyIT extends OnServersOfTheirOwn {
    /** As earlier versions made them. */
    private static final String OLD_PASSWORD = "FirstPassword0123456789";

    private final String password = new Passwords().next();

    PasswordPolicyIT(Flavour flavour) throws IOException, InterruptedException {
        super(flavour);
    }

    @Test
    void everyStepWorksWithTheDefaultPolicyAndAHistoryOfPasswords() throws Exception {
        demandGoodPasswords();
        remember(5);
        var target = server.target(owner, "orders", "orders");
        create(target, password);
        fill(target, password);

        create(target, password);
        create(target, password);
        restoreInto(target, password);
        create(target, password);
        driver.drop(target);
        create(target, new Passwords().next());
        driver.drop(target);
        assertThat(server.askAdmin("SELECT user FROM mysql.user WHERE user LIKE 'db_operator%'"))
                .isEmpty();
    }

    @Test
    void aPasswordOfBeforeThePolicyGoesOnWorking() throws Exception {
        var target = server.target(owner, "orders", "orders");
        create(target, OLD_PASSWORD);
        fill(target, OLD_PASSWORD);
        demandGoodPasswords();
        remember(5);

        create(target, OLD_PASSWORD);
        restoreInto(target, OLD_PASSWORD);
        create(target, OLD_PASSWORD);
        driver.drop(target);
    }

    @Test
    void aPasswordThatThePolicyRefusesHasAReasonOfItsOwn() throws Exception {
        demandGoodPasswords();

        assertRefused(server.target(owner, "orders", "orders"), OLD_PASSWORD);
    }

    @Test
    void aPasswordThatWasUsedBeforeHasTheSameReason() throws Exception {
        remember(5);
        var target = server.target(owner, "orders", "orders");
        create(target, password);
        var next = new Passwords().next();
        create(target, next);
        assertLogin(target, next);

        assertRefused(target, password);

        assertLogin(target, next);
    }

    private void assertRefused(DatabaseTarget target, String refused) {
        assertThatThrownBy(() -> create(target, refused)).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.USER);
            assertThat(e.reason()).isEqualTo(Reasons.PASSWORD_REFUSED);
            assertThat(e.getMessage()).doesNotContain(refused);
        });
    }

    private void demandGoodPasswords() throws Exception {
        root.asAdmin(
                switch (flavour) {
                    case MYSQL -> "INSTALL COMPONENT 'file://component_validate_password'";
                    case MARIADB -> "INSTALL SONAME 'simple_password_check'";
                });
    }

    private void remember(int passwords) throws Exception {
        root.asAdmin(
                switch (flavour) {
                    case MYSQL -> "SET PERSIST password_history = " + passwords;
                    case MARIADB -> "INSTALL SONAME 'password_reuse_check'";
                });
    }

    private void restoreInto(DatabaseTarget target, String applications) throws Exception {
        var dump = new ByteArrayOutputStream();
        driver.backup(target, dump);
        var beside = server.target(owner, "beside", "beside");
        create(beside, new Passwords().next());
        driver.restore(beside, new ByteArrayInputStream(dump.toByteArray()));
        assertThat(driver.contents(beside)).isEqualTo(driver.contents(target));
        driver.replace(target, beside);
        assertLogin(target, applications);
        try (var connection = server.asApplication(target, applications)) {
            assertThat(TestServer.texts(connection, "SELECT t FROM kept")).containsExactly("kept");
        }
    }

    private void create(DatabaseTarget target, String applications) throws DriverException, InterruptedException {
        driver.create(new CreateRequest(target, applications, false));
    }

    private void fill(DatabaseTarget target, String applications) throws Exception {
        try (var connection = server.asApplication(target, applications)) {
            TestServer.run(connection, "CREATE TABLE kept (t VARCHAR(9))", "INSERT INTO kept VALUES ('kept')");
        }
    }

    private void assertLogin(DatabaseTarget target, String applications) throws Exception {
        try (var connection = server.asApplication(target, applications)) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }
}
