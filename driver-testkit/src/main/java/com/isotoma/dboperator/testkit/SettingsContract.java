package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Setting;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link DriverApi#validate}, {@link DriverApi#naming} and {@link DriverApi#binding} promise. */
abstract class SettingsContract extends StallContract {
    private static final int FAR_TOO_LONG = 5000;
    private static final String UNKNOWN = "noSuchKeyAtAll";

    @Test
    void whatIsValidIsAcceptedWithoutAskingTheServer() {
        assertThatCode(() -> driver().validate(withClosedPort(target(owner, name))))
                .doesNotThrowAnyException();
    }

    @Test
    void unknownKeysAreRefusedByName() {
        var target = target(owner, name);
        for (var mistake :
                List.of(withConnect(target, Map.of(UNKNOWN, "x")), withOptions(target, Map.of(UNKNOWN, "x")))) {
            assertRefused("an unknown key", Reasons.INVALID_SPEC, target, () -> {
                try {
                    driver().validate(mistake);
                } catch (DriverException e) {
                    assertThat(e).hasMessageContaining(UNKNOWN);
                    throw e;
                }
            });
        }
    }

    @Test
    void everyKeyThatIsReadIsDeclared() {
        var target = target(owner, name);
        var settings = driver().settings();
        assertThat(keys(settings.connect()))
                .doesNotHaveDuplicates()
                .containsAll(target.connect().values().keySet());
        assertThat(keys(settings.options()))
                .doesNotHaveDuplicates()
                .containsAll(target.options().values().keySet());
        assertThat(Stream.concat(settings.connect().stream(), settings.options().stream()))
                .allSatisfy(setting -> assertThat(
                                List.of(setting.key(), setting.values(), setting.whenAbsent(), setting.meaning()))
                        .noneMatch(String::isBlank));
    }

    private static List<String> keys(List<Setting> settings) {
        return settings.stream().map(Setting::key).toList();
    }

    @Test
    void settingsThatCanOnlyBeAMistakeAreRefused() {
        for (var mistake : mistakes(target(owner, name))) {
            assertInvalid(mistake.connect().values() + " " + mistake.options().values(), mistake);
        }
    }

    @Test
    void namesThatTheServerCannotHaveAreRefused() {
        var naming = driver().naming();
        var ok = target(owner, name);
        assertInvalid("no name", named(ok, "", ok.username()));
        assertInvalid("no username", named(ok, name, ""));
        // A person may give a name longer than those that are derived; no server takes one like this.
        assertInvalid("too long a name", named(ok, "x".repeat(FAR_TOO_LONG), ok.username()));
        assertInvalid("too long a username", named(ok, name, "x".repeat(FAR_TOO_LONG)));
        for (var reserved : naming.reserved()) {
            assertInvalid("a reserved name, " + reserved, named(ok, reserved, reserved));
        }
        for (var prefix : naming.reservedPrefixes()) {
            assertInvalid("a reserved beginning, " + prefix, named(ok, prefix + "x", prefix + "x"));
        }
    }

    private void assertInvalid(String what, DatabaseTarget mistake) {
        assertRefused(what, Reasons.INVALID_SPEC, mistake, () -> driver().validate(mistake));
    }

    private static DatabaseTarget named(DatabaseTarget target, String databaseName, String username) {
        return new DatabaseTarget(
                target.owner(), databaseName, username, target.connect(), target.options(), target.admin());
    }

    /** Some servers cut names off that are too long for them, so that two become one. */
    @Test
    void theLongestNamesAreKeptApart() throws Exception {
        var naming = driver().naming();
        var one = longest("1", naming.maxDatabaseName(), naming.maxUsername());
        var other = longest("2", naming.maxDatabaseName(), naming.maxUsername());
        try {
            create(one, PASSWORD);
            create(other, OTHER_PASSWORD);
            store(one, PASSWORD, List.of("one"));
            store(other, OTHER_PASSWORD, List.of("other"));

            assertThat(stored(one, PASSWORD)).containsExactly("one");
            assertThat(stored(other, OTHER_PASSWORD)).containsExactly("other");
        } finally {
            driver().drop(one);
            driver().drop(other);
        }
    }

    private DatabaseTarget longest(String end, int databaseName, int username) {
        return named(target(owner, name), filled(databaseName, end), filled(username, end));
    }

    private String filled(int length, String end) {
        var beginning = name.replace('_', 'x');
        int kept = Math.min(beginning.length(), length - 1);
        return beginning.substring(0, kept) + "x".repeat(length - 1 - kept) + end;
    }

    @Test
    void theBindingLeadsTheApplicationToItsDatabaseAndNowhereElse() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);

        var binding = driver().binding(target, PASSWORD);

        assertThat(canConnect(binding, PASSWORD)).isTrue();
        assertThat(canConnect(driver().binding(target, OTHER_PASSWORD), OTHER_PASSWORD))
                .isFalse();
        assertThat(binding.host()).isEqualTo(host(target));
        assertThat(binding.port()).isEqualTo(port(target));
        assertThat(List.of(binding.type(), binding.provider())).noneMatch(String::isBlank);
        assertThat(String.valueOf(binding.jdbcUrl())).doesNotContain(PASSWORD);
        loseDatabase(target);
        assertThat(canConnect(binding, PASSWORD))
                .as("in another database than its own")
                .isFalse();
    }

    /** They come from the target alone, so that the Secret changes only when something asks for it. */
    @Test
    void additionalEntriesOfTheBindingStayAsTheyAreAndHoldNoPassword() {
        var target = target(owner, name);

        var entries = driver().binding(target, PASSWORD).additionalEntries();

        assertThat(driver().binding(target, PASSWORD).additionalEntries()).isEqualTo(entries);
        assertThat(driver().binding(target, OTHER_PASSWORD).additionalEntries()).isEqualTo(entries);
        for (var value : entries.values()) {
            assertThat(value.contains(PASSWORD) || value.contains(target.admin().password()))
                    .as("a password in one of " + entries.keySet())
                    .isFalse();
        }
    }
}
