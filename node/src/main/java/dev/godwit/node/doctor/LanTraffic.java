package dev.godwit.node.doctor;

/**
 * Datagrams of multicast DNS while the check ran; our own, which the system gives back to us, count as heard too.
 *
 * @param ignored those that made no sense, or came from elsewhere than the link
 */
public record LanTraffic(long queriesSent, long queriesHeard, long answersHeard, long ignored) {}
