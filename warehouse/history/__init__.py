"""What every release said: small records that outlive the releases' databases, and questions to them."""
