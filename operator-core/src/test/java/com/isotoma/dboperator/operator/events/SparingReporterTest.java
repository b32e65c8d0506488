package com.isotoma.dboperator.operator.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SparingReporterTest {
    private final List<Report> passedOn = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Reporter reporter = new SparingReporter(passedOn::add, new Ticker() {
        @Override
        public long read() {
            return nanos.get();
        }
    });

    @Test
    void theSameIsSaidAgainAfterTenMinutesTwentyAndFortyAndThenEveryHour() {
        var said = new ArrayList<Long>();
        for (long minute = 0; minute <= 200; minute++) {
            int before = passedOn.size();
            reporter.report(report("uid", "job-1", "text"));
            if (passedOn.size() > before) {
                said.add(minute);
            }
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        }
        assertThat(said).containsExactly(0L, 10L, 30L, 70L, 130L, 190L);
    }

    @Test
    void whatHasNotBeenSaidForHoursBeginsAsIfItWereNew() {
        reporter.report(report("uid", "job-1", "text"));
        nanos.addAndGet(
                SparingReporter.LONGEST_SILENCE.multipliedBy(2).plusSeconds(1).toNanos());
        reporter.report(report("uid", "job-1", "text"));
        nanos.addAndGet(SparingReporter.SILENCE.plusSeconds(1).toNanos());
        reporter.report(report("uid", "job-1", "text"));
        assertThat(passedOn).hasSize(3);
    }

    @Test
    void whateverHasChangedIsSaidAtOnce() {
        reporter.report(report("uid", "job-1", "text"));
        nanos.incrementAndGet();
        reporter.report(report("uid", "job-2", "text"));
        reporter.report(report("uid", "job-1", "other text"));
        reporter.report(report("another", "job-1", "text"));
        assertThat(passedOn).hasSize(4);
    }

    private static Report report(String uid, String episode, String note) {
        var database = new Database();
        database.getMetadata().setUid(uid);
        return Report.warning(database, "JobFailed", episode, note);
    }
}
