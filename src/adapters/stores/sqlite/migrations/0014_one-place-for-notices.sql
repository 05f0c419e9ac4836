-- What an owner was told of stands with the notices themselves (owner_notices).
DROP TABLE told_pauses;
