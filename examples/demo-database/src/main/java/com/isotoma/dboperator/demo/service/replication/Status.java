package com.isotoma.dboperator.demo.service.replication;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.isotoma.dboperator.demo.service.persons.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a member says of replication, as JSON. Times are in UTC, after ISO 8601. */
sealed interface Status {
    /**
     * A leader's.
     *
     * @param leader true
     * @param epoch which data it has
     * @param sequence number of the last change
     * @param followers who asked for changes within the last hour
     */
    record OfLeader(String member, boolean leader, String epoch, long sequence, List<Known> followers)
            implements Status {}

    /**
     * What a leader knows of a follower.
     *
     * @param sequence the last change that it has on its disk, 0 if it has none of these data
     * @param lag how many changes it lacks
     * @param lastContact when it last asked
     */
    record Known(String member, long sequence, long lag, String lastContact) {}

    /**
     * A follower's. What it does not know yet is left out.
     *
     * @param leader false
     * @param epoch which data it has
     * @param sequence number of the last change on its disk
     * @param leaderSequence number of the leader's last change at the last contact
     * @param lag how many changes it lacked after the last contact
     * @param lastContact when the leader last answered
     * @param synced whether it is in contact and lacks nothing
     * @param problem why the last attempt failed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfFollower(
            String member,
            boolean leader,
            @Nullable String epoch,
            long sequence,
            @Nullable Long leaderSequence,
            @Nullable Long lag,
            @Nullable String lastContact,
            boolean synced,
            @Nullable String problem)
            implements Status {}

    static Status of(String member, Position here, Contact contact) {
        var lag = contact.position().map(here::lagBehind);
        return new OfFollower(
                member,
                false,
                here.epoch().isEmpty() ? null : here.epoch(),
                here.sequence(),
                contact.position().map(Position::sequence).orElse(null),
                lag.orElse(null),
                contact.time().map(Instant::toString).orElse(null),
                contact.problem().isEmpty()
                        && lag.filter(changes -> changes == 0).isPresent(),
                contact.problem().orElse(null));
    }
}
