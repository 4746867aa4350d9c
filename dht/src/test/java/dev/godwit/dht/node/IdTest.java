package dev.godwit.dht.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.testkit.Seed;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The XOR metric, against arithmetic on big numbers. */
class IdTest {
    private final SplittableRandom random = Seed.announce("IdTest").random();

    @Test
    void distanceIsXorAsAnUnsignedNumber() {
        for (int i = 0; i < 1_000; i++) {
            Id target = Id.random(random);
            Id first = Id.random(random);
            Id second = random.nextInt(5) == 0 ? first : Id.random(random);
            BigInteger toFirst = number(target).xor(number(first));
            BigInteger toSecond = number(target).xor(number(second));
            assertThat(Integer.signum(target.closestFirst().compare(first, second)))
                    .isEqualTo(toFirst.compareTo(toSecond));
            assertThat(target.commonPrefixBits(first)).isEqualTo(Id.BITS - toFirst.bitLength());
            assertThat(target.distanceShare(first))
                    .isCloseTo(toFirst.doubleValue() / Math.pow(2, Id.BITS), within(1e-12));
        }
    }

    @Test
    void prefixesReachThroughAllFields() {
        Id id = Id.random(random);
        assertThat(id.commonPrefixBits(id)).isEqualTo(Id.BITS);
        for (int bits = 0; bits < Id.BITS; bits++) {
            assertThat(id.randomAt(bits, random).commonPrefixBits(id)).isEqualTo(bits);
        }
    }

    @Test
    void bytesSurviveTheRoundTrip() {
        Id id = Id.random(random);
        assertThat(Id.of(id.bytes())).isEqualTo(id);
        assertThat(Id.parse(id.byteString())).contains(id);
        assertThat(Id.parse(ByteString.of("too short"))).isEmpty();
        assertThatThrownBy(() -> Id.of(new byte[19])).isInstanceOf(IllegalArgumentException.class);
    }

    private static BigInteger number(Id id) {
        return new BigInteger(1, id.bytes());
    }
}
