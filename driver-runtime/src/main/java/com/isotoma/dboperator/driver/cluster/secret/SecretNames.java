package com.isotoma.dboperator.driver.cluster.secret;

import com.isotoma.dboperator.crds.v1alpha1.Binding;
import com.isotoma.dboperator.crds.v1alpha1.FormerSecret;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Under which names applications find what they connect with. After {@code spec.secret.name} was changed these are several for a
 * while.
 *
 * @param resource that of the Database, which its Secret has where the spec gives none
 * @param current the name that the spec gives now; there need not be such a Secret yet
 * @param bound the one that the status says; null before the first
 * @param former what the status lists as of before, the latest first
 * @param recorded what the resource may have been given besides, for a status that was lost
 */
public record SecretNames(
        String resource,
        String current,
        @Nullable String bound,
        List<FormerSecret> former,
        SortedSet<String> recorded) {
    public static SecretNames of(DatabaseHandle database) {
        var binding = Objects.requireNonNullElse(database.status().binding(), Binding.NONE);
        var recorded = new TreeSet<>(database.recordedSecretNames());
        recorded.add(database.name());
        return new SecretNames(
                database.name(), database.secretName(), binding.name(), binding.formerOrNone(), recorded);
    }

    /** The names of before, the latest first. */
    List<String> others() {
        var names = new ArrayList<String>();
        if (bound != null) {
            names.add(bound);
        }
        former.forEach(secret -> names.add(String.valueOf(secret.name())));
        names.addAll(recorded);
        names.removeIf(current::equals);
        return names.stream().distinct().toList();
    }

    /**
     * What the status is to say once the Secret has the current name.
     *
     * @param present the names of before of which there is a Secret, the latest first
     * @param until when a Secret goes that has just become one of before
     */
    public Binding published(List<String> present, String until) {
        var before = present.stream()
                .map(name -> former.stream()
                        .filter(secret -> name.equals(secret.name()) && !name.equals(bound))
                        .findFirst()
                        .orElseGet(() -> new FormerSecret(name, until)))
                .limit(Binding.MOST_FORMER)
                .toList();
        return binding(current, before);
    }

    /** What the status is to say once the Secrets of before whose time has come are gone. */
    public Binding retired(Instant now) {
        return binding(
                bound, former.stream().filter(secret -> !isOver(secret, now)).toList());
    }

    private static Binding binding(@Nullable String name, List<FormerSecret> former) {
        return new Binding(name, former.isEmpty() ? null : former);
    }

    /** The names that are to be on record once the status says that. */
    public Set<String> recorded(Binding binding) {
        var names = new TreeSet<String>();
        names.add(current);
        binding.formerOrNone().forEach(secret -> names.add(String.valueOf(secret.name())));
        if (binding.name() != null) {
            names.add(binding.name());
        }
        names.remove(resource);
        return names;
    }

    /** The names that are to be on record before there is a Secret of the current one. */
    public Set<String> recordedBefore() {
        var names = recorded(new Binding(bound, former));
        names.addAll(recorded);
        names.remove(resource);
        return names;
    }

    /** The Secrets of before whose time has come. */
    public List<String> over(Instant now) {
        return former.stream()
                .filter(secret -> isOver(secret, now))
                .map(secret -> String.valueOf(secret.name()))
                .filter(name -> !name.equals(current) && !name.equals(bound))
                .toList();
    }

    private static boolean isOver(FormerSecret secret, Instant now) {
        return new Binding(null, List.of(secret))
                .wait(now)
                .filter(left -> !left.isPositive())
                .isPresent();
    }
}
