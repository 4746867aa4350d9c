package dev.godwit.transfer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.transfer.event.Statistics;
import dev.godwit.transfer.progress.Account.SenderTimes;
import org.junit.jupiter.api.Test;

class AccountTest {
    private final Tally tally = new Tally();
    private final Account account = new Account(tally);

    @Test
    void whatCameAndWasNotKeptWasSentTwice() {
        tally.transferred(1_000);
        tally.saved(300);
        Statistics statistics = account.ofReceiver(2, 900, 3, SenderTimes.UNKNOWN);
        assertThat(statistics.bytesTransferred()).isEqualTo(1_000);
        assertThat(statistics.bytesSentTwice()).isEqualTo(100);
        assertThat(statistics.bytesSaved()).isEqualTo(300);
        assertThat(statistics.retries()).isEqualTo(3);
        assertThat(statistics.bytesPerSecond()).isEqualTo(500);
    }

    @Test
    void theWaitForTheSendersDiskIsNoNetwork() {
        long now = tally.spent(Activity.NETWORK, System.nanoTime() - 10_000_000_000L);
        assertThat(now).isLessThanOrEqualTo(System.nanoTime());
        Statistics statistics =
                account.ofReceiver(10, 0, 0, new SenderTimes(7_000_000_000L, 1_000_000_000L, 2_000_000_000L));
        assertThat(statistics.networkSeconds()).isBetween(2.0, 3.0);
        assertThat(statistics.limitedBy()).isEqualTo(Activity.SOURCE.label());
    }

    @Test
    void nothingLimitsWhatTookNoTime() {
        assertThat(account.ofSender(0).limitedBy()).isEmpty();
        assertThat(account.ofSender(0).bytesPerSecond()).isZero();
    }

    @Test
    void theReceiversHashingIsWeighedToo() {
        tally.spent(Activity.HASHING, System.nanoTime() - 9_000_000_000L);
        tally.spent(Activity.NETWORK, System.nanoTime() - 5_000_000_000L);
        Statistics statistics = account.ofReceiver(10, 0, 0, new SenderTimes(0, 1_000_000_000L, 0));
        assertThat(statistics.limitedBy()).isEqualTo(Activity.HASHING.label());
        assertThat(statistics.senderCpuSeconds()).isEqualTo(1);
    }

    @Test
    void theSenderKnowsNothingOfTheOtherSide() {
        Statistics statistics = account.ofSender(5);
        assertThat(statistics.bytesSentTwice()).isEqualTo(Statistics.UNKNOWN);
        assertThat(statistics.retries()).isEqualTo(Statistics.UNKNOWN);
        assertThat(statistics.receiverDiskSeconds()).isEqualTo(Statistics.UNKNOWN);
    }

    @Test
    void theSenderKnowsItsOwn() {
        long start = System.nanoTime() - 5_000_000_000L;
        assertThat(tally.spent(Activity.HASHING, start)).isGreaterThan(start);
        assertThat(account.ofSender(5).senderCpuSeconds()).isGreaterThanOrEqualTo(5);
        assertThat(account.ofSender(5).limitedBy()).isEqualTo(Activity.HASHING.label());
    }
}
