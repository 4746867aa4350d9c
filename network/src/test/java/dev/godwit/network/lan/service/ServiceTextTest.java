package dev.godwit.network.lan.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.network.lan.dns.RecordContent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tags, offers and attributes: what is written is read, and what breaks a limit is not. */
final class ServiceTextTest {
    private static final LanTag TAG = LanTag.of(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});

    @Test
    void tagsAreSixteenLetters() {
        assertThat(TAG)
                .hasToString("aaaqeayeaudaocaj")
                .isEqualTo(LanTag.parse("AAAQEAYEAUDAOCAJ").orElseThrow());
        assertThat(LanTag.parse("aaaqeayeaudaoca")).isEmpty();
        assertThat(LanTag.parse("aaaqeayeaudaoca1")).isEmpty();
        assertThatThrownBy(() -> LanTag.of(new byte[9])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void attributesSurvive() {
        LanOffer offer = new LanOffer(1, Set.of(TAG), Optional.of("peer"), Optional.of("Grüße = 7"));
        RecordContent.Text text = ServiceText.of(offer);
        assertThat(text.strings()).first().isEqualTo("v=1");
        assertThat(ServiceText.of(text)).isEqualTo(new ServiceText(1, offer.peerId(), offer.name()));
        assertThat(ServiceText.of(LanOffer.of(1, TAG)).strings()).containsExactly("v=1");
    }

    @Test
    void attributesOfStrangersAreTakenWithCare() {
        ServiceText text = read("V=1", "v=2", "unknown", "id=\u001b[31m", "name=\u00ff");
        assertThat(text).isEqualTo(new ServiceText(1, Optional.empty(), Optional.empty()));
        assertThat(read().version()).isZero();
        assertThat(read("v=10").version()).isZero();
        assertThat(read("v=1", "id=" + "x".repeat(65)).peerId()).isEmpty();
        assertThat(read("v=1", "name=" + "x".repeat(64)).name()).isEmpty();
    }

    private static ServiceText read(String... strings) {
        return ServiceText.of(new RecordContent.Text(List.of(strings)));
    }

    @Test
    void offersThatNobodyCouldFindAreRefused() {
        assertThatThrownBy(() -> LanOffer.of(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LanOffer.of(0, TAG)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LanOffer(1, Set.of(), Optional.empty(), Optional.of("x".repeat(64))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
