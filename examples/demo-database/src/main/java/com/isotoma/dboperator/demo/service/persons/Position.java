package com.isotoma.dboperator.demo.service.persons;

/**
 * Up to where somebody has the data.
 *
 * @param epoch which data: a leader that begins with new data chooses another
 * @param sequence the number of the last change that is in them
 */
public record Position(String epoch, long sequence) {
    /** That of somebody who has nothing. No data set has this epoch. */
    public static final Position NOTHING = new Position("", 0);

    /** Whether what is in the other's data is in these, too. */
    public boolean reaches(Position other) {
        return epoch.equals(other.epoch) && sequence >= other.sequence;
    }

    /** How many changes these data lack of the leader's; of other data they have none. */
    public long lagBehind(Position leader) {
        return epoch.equals(leader.epoch) ? Math.max(0, leader.sequence - sequence) : leader.sequence;
    }
}
